import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { sharedDataFolder } from '../set-up/shared-data-server.ts';
import type { PictureDescriber } from './described-pictures.ts';
import { joined, landmarkErrors, matchFaces } from './detection.ts';
import { groupBoxes } from './face-truth.ts';
import { picturesIn } from './identities.ts';
import { markdownTable, percent, type ReportSection } from './report.ts';

const whereOnly = { maxFaces: 100, attributes: false, embeddings: false } as const;
const leastOverlap = 0.5;

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

/** Faces found and missed in group photos, and how far the landmarks are off. */
export async function groupSection(describer: PictureDescriber): Promise<ReportSection> {
  const truth = groupBoxes();
  const pictures = await describer.describe([...truth.keys()], whereOnly);
  const { matches, missed, falseAlarms } = joined(pictures.map((picture) => matchFaces(picture, truth.get(picture.path) ?? [], leastOverlap)));
  const errors = [...landmarkErrors(matches)];
  const total = matches.length + missed.length;
  const where = ({ path, box }: { path: string; box: { left: number; top: number; width: number; height: number } }): string =>
    `${basename(path)} at ${[box.left, box.top, box.width, box.height].map(Math.round).join(', ')}`;
  return {
    title: `Faces in group photos (faces/group-boxes), by ${describer.detector}`,
    headline: [
      `${pictures.length} photos, ${total} faces: **${matches.length} found, ${missed.length} missed, ${falseAlarms.length} false**, at an intersection over union of ${leastOverlap} with the truth.`,
      `Mean overlap ${mean(matches.map(({ overlap }) => overlap)).toFixed(2)}. It cannot reach 1: the truth's boxes are dlib's squares from the brows to the chin, the answer's run from the upper forehead to the chin and are as wide as the face.`,
      `Landmarks, mean over ${errors.length} of the 30 (the truth has no pupils): **${percent(mean(errors.flatMap(([, each]) => each)))}** of the distance between the outer corners of the eyes. The truth's points are themselves those of dlib's predictor.`,
    ].join('\n'),
    details: [
      ...(missed.length > 0 ? [`Missed: ${missed.map(where).join('; ')}.`] : []),
      ...(falseAlarms.length > 0 ? [`False: ${falseAlarms.map(where).join('; ')}.`] : []),
      markdownTable(
        ['landmark', 'mean error', 'worst'],
        errors.map(([name, each]) => [name, percent(mean(each)), percent(Math.max(...each))]),
      ),
    ].join('\n\n'),
  };
}

/** Pictures of coco128 in which no person is labelled. */
function picturesWithoutPeople(): readonly string[] {
  return picturesIn('objects/coco128/images').filter((path) => {
    const labels = `${sharedDataFolder}/objects/coco128/labels/${basename(path).replace(/\.\w+$/, '.txt')}`;
    let lines = '';
    try {
      lines = readFileSync(labels, 'utf8');
    } catch {
      // A picture without a labels file shows none of the 80 classes.
    }
    return !lines.split('\n').some((line) => line.startsWith('0 '));
  });
}

/** Faces seen where nobody is. */
export async function falseAlarmSection(describer: PictureDescriber): Promise<ReportSection> {
  const pictures = await describer.describe(picturesWithoutPeople(), whereOnly);
  const alarms = pictures.filter(({ faces }) => faces.length > 0);
  return {
    title: `False alarms (objects/coco128 without a labelled person), by ${describer.detector}`,
    headline: `${pictures.length} pictures: **${alarms.length}** with a face.`,
    details: alarms
      .map(({ path, faces }) => `- ${basename(path)}: ${faces.map(({ box, confidence }) => `${percent(confidence)} at ${[box.left, box.top, box.width, box.height].map(Math.round).join(', ')}`).join('; ')}`)
      .join('\n'),
  };
}
