export { randomNumbers } from '../../src/vision/random-numbers.ts';
