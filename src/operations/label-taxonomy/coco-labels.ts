/** Label of each of the 80 classes of COCO, in their order. Skis and snowboards have no label of their own in the service's list. */
export const cocoLabels: readonly string[] = [
  'Person', 'Bicycle', 'Car', 'Motorcycle', 'Airplane', 'Bus', 'Train', 'Truck', 'Boat', 'Traffic Light',
  'Fire Hydrant', 'Stopsign', 'Parking Meter', 'Bench', 'Bird', 'Cat', 'Dog', 'Horse', 'Sheep', 'Cow',
  'Elephant', 'Bear', 'Zebra', 'Giraffe', 'Backpack', 'Umbrella', 'Handbag', 'Tie', 'Suitcase', 'Frisbee',
  'Skiing', 'Snowboarding', 'Ball', 'Kite', 'Baseball Bat', 'Baseball Glove', 'Skateboard', 'Surfboard', 'Tennis Racket', 'Bottle',
  'Wine Glass', 'Cup', 'Fork', 'Knife', 'Spoon', 'Bowl', 'Banana', 'Apple', 'Sandwich', 'Orange',
  'Broccoli', 'Carrot', 'Hot Dog', 'Pizza', 'Donut', 'Cake', 'Chair', 'Couch', 'Potted Plant', 'Bed',
  'Dining Table', 'Toilet', 'TV', 'Laptop', 'Mouse', 'Remote Control', 'Computer Keyboard', 'Mobile Phone', 'Microwave', 'Oven',
  'Toaster', 'Sink', 'Refrigerator', 'Book', 'Clock', 'Vase', 'Scissors', 'Teddy Bear', 'Blow Dryer', 'Toothbrush',
];
