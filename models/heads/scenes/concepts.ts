/** A concept that a head is trained for. */
export interface ConceptPlan {
  /** As the service's list of labels has it. */
  readonly name: string;
  /**
   * Share of everyday photos that are taken to show it: the probabilities are calibrated for it. Set by hand, near the
   * share among the everyday photos that were labelled; the other pictures are no sample of everyday life.
   */
  readonly prior: number;
}

/** Everything that pictures were looked at for. Which of them are shipped, their measures decide. */
export const conceptPlans: readonly ConceptPlan[] = [
  { name: 'Outdoors', prior: 0.55 },
  { name: 'Indoors', prior: 0.35 },
  { name: 'Nature', prior: 0.15 },
  { name: 'Plant', prior: 0.35 },
  { name: 'Vegetation', prior: 0.2 },
  { name: 'Tree', prior: 0.2 },
  { name: 'Grass', prior: 0.15 },
  { name: 'Flower', prior: 0.03 },
  { name: 'Sky', prior: 0.25 },
  { name: 'Cloud', prior: 0.05 },
  { name: 'Water', prior: 0.03 },
  { name: 'Sea', prior: 0.03 },
  { name: 'Beach', prior: 0.02 },
  { name: 'Snow', prior: 0.04 },
  { name: 'Landscape', prior: 0.06 },
  { name: 'Mountain', prior: 0.04 },
  { name: 'Building', prior: 0.12 },
  { name: 'City', prior: 0.1 },
  { name: 'High Rise', prior: 0.03 },
  { name: 'Road', prior: 0.06 },
  { name: 'Night', prior: 0.015 },
  { name: 'Clothing', prior: 0.4 },
  { name: 'Food', prior: 0.12 },
  { name: 'Sunlight', prior: 0.06 },
  { name: 'Kitchen', prior: 0.04 },
  { name: 'Bathroom', prior: 0.03 },
  { name: 'Room', prior: 0.1 },
  { name: 'Furniture', prior: 0.1 },
  { name: 'Sport', prior: 0.12 },
  { name: 'Construction', prior: 0.05 },
  { name: 'Document', prior: 0.03 },
  { name: 'Advertisement', prior: 0.02 },
  { name: 'Field', prior: 0.08 },
  { name: 'Leaf', prior: 0.03 },
  { name: 'Smoke', prior: 0.02 },
];
