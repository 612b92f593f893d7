import { similarityFromDistance, distanceFromSimilarity } from '../../src/vision/face/similarity.ts';
import { median } from '../bench/statistics.ts';
import type { PictureDescriber } from './described-pictures.ts';
import { gallery, knownFaces, knownGenders, laterPortraits, samePhotograph, snapshots, type KnownFace } from './identities.ts';
import type { DescribedPicture } from './page/main.ts';
import { markdownTable, percent, type ReportSection } from './report.ts';
import { halves, matchRate, pairDistances, rankOne } from './verification.ts';

const defaultThreshold = 80;
const thresholds = [99, 95, 90, 80, 70, 50];

function rateRows(faces: readonly KnownFace[]): (string | number)[][] {
  const { genuine, impostor } = pairDistances(faces);
  return thresholds.map((similarity) => {
    const distance = distanceFromSimilarity(similarity);
    return [similarity, distance.toFixed(4), percent(matchRate(genuine, distance)), percent(matchRate(impostor, distance), 4)];
  });
}

function ratesSentence(name: string, faces: readonly KnownFace[]): string {
  const { genuine, impostor } = pairDistances(faces);
  const distance = distanceFromSimilarity(defaultThreshold);
  const similarities = genuine.map(similarityFromDistance);
  return `${name}: at the default threshold ${defaultThreshold} **TAR ${percent(matchRate(genuine, distance))}** of ${genuine.length} pairs, **FMR ${percent(matchRate(impostor, distance), 3)}** of ${impostor.length.toLocaleString('en')} pairs. Median similarity of a genuine pair ${median(similarities).toFixed(1)}, of an impostor pair ${similarityFromDistance(median(impostor)).toFixed(1)}.`;
}

const rateHead = ['threshold', 'distance', 'TAR', 'FMR'];

/** Official portraits of 2015 and 2024: who is it, and is it the same person. */
export async function publicFiguresSections(describer: PictureDescriber): Promise<readonly ReportSection[]> {
  const genders = knownGenders();
  const portraits = [...gallery(), ...laterPortraits()];
  const hasGender = ({ person }: { person: string }): boolean => genders.has(person);
  const embedded = { maxFaces: 1, embeddings: true } as const;
  const described = [
    ...(await describer.describe(portraits.filter(hasGender).map(({ path }) => path), { ...embedded, attributes: true })),
    ...(await describer.describe(portraits.filter((portrait) => !hasGender(portrait)).map(({ path }) => path), { ...embedded, attributes: false })),
  ];
  const known = knownFaces(gallery(), described);
  const later = knownFaces(laterPortraits(), described);
  const differentPhotos = later.faces.filter(({ person }) => !samePhotograph.has(person));
  const { rate, errors } = rankOne(later.faces, known.faces);
  const ofDifferentPhotos = rankOne(differentPhotos, known.faces).rate;
  const [fitted, told] = halves([...known.faces, ...later.faces]);
  const [, toldOfDifferentPhotos] = halves([...known.faces, ...differentPhotos]);
  const withoutFace = [...known.without, ...later.without];
  return [
    {
      title: 'Verification (public-figures)',
      headline: [
        `Rank-1 of ${later.faces.length} later portraits against a gallery of ${known.faces.length}: **${percent(rate)}**. ${later.faces.length - differentPhotos.length} of them turn out to be the photograph of the gallery in another crop; without those: **${percent(ofDifferentPhotos)}** of ${differentPhotos.length}. Portraits without a found face: ${withoutFace.length}.`,
        ratesSentence('On the half of the people that the similarity is *not* fitted on', told),
        ratesSentence('The same without the pairs that are one photograph twice', toldOfDifferentPhotos),
      ].join('\n\n'),
      details: [
        ...(errors.length > 0 ? [`Rank-1 errors: ${errors.map(({ probe, nearest }) => `${probe} taken for ${nearest}`).join('; ')}.`] : []),
        ...(withoutFace.length > 0 ? [`No face: ${withoutFace.join(', ')}.`] : []),
        'People left out of the fit:',
        markdownTable(rateHead, rateRows(told)),
        'People in the fit:',
        markdownTable(rateHead, rateRows(fitted)),
        'Fewer than 30 pairs stand behind the rates under 0.02 %. In the fit, similarities above 80 therefore follow a tail fitted to the rates from 0.03 % to 3 %, not counted pairs.',
      ].join('\n\n'),
    },
    genderSection(described, genders),
  ];
}

function genderSection(described: readonly DescribedPicture[], genders: ReturnType<typeof knownGenders>): ReportSection {
  const rows = [...gallery(), ...laterPortraits()].flatMap(({ path, person }) => {
    const female = described.find((picture) => picture.path === path)?.faces[0]?.attributes?.female;
    const truth = genders.get(person);
    return female === undefined || truth === undefined ? [] : [{ path, truth, told: female >= 0.5 ? 'Female' : 'Male' }];
  });
  const wrong = rows.filter(({ truth, told }) => truth !== told);
  const right = (gender: string): string => {
    const those = rows.filter(({ truth }) => truth === gender);
    return `${those.filter(({ told }) => told === gender).length} of ${those.length}`;
  };
  return {
    title: 'Gender (public-figures, where names.csv tells it)',
    headline: `**${percent(1 - wrong.length / rows.length)}** of ${rows.length} portraits; men ${right('Male')}, women ${right('Female')}. Ages have no truth here and are not measured.`,
    details: wrong.length > 0 ? `Wrong: ${wrong.map(({ path, told }) => `${path} (told ${told})`).join('; ')}.` : '',
  };
}

/** Pairs from elsewhere than the fit. */
export async function snapshotSection(describer: PictureDescriber): Promise<ReportSection> {
  const portraits = snapshots();
  const described = await describer.describe(
    portraits.map(({ path }) => path),
    { maxFaces: 1, attributes: false, embeddings: true },
  );
  const { faces, without } = knownFaces(portraits, described);
  return {
    title: 'Verification elsewhere (faces/portraits)',
    headline: `${ratesSentence(`${faces.length} pictures`, faces)} Portraits without a found face: ${without.length}.\n\nThese faces look generated, and the second picture of each is the first one made younger by an editing model (one is blurred and tinted): a harder and stranger test than photos of people, told as a check from outside and not as a rate to expect.`,
    details: markdownTable(rateHead, rateRows(faces)),
  };
}
