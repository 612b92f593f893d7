import type { HeadPlan } from './heads.ts';
import { sourceOf, sources, type LabelledFace, type LabelName, type Source } from './labelled-faces.ts';
import { measure, type Judged } from '../training/measures.ts';
import { hardshipOf, hardships } from './picture-versions.ts';

/** A labelled face that a head was not trained on. */
export interface HeldBackFace {
  readonly face: LabelledFace;
  readonly answer: boolean;
  readonly version: 'as it is' | 'harder';
}

/** What a head said of the faces it was not trained on. */
export interface HeadResult {
  readonly plan: HeadPlan;
  readonly judged: readonly (HeldBackFace & { readonly probability: number })[];
}

/** A head that was tried beside the library's geometry of mesh and iris, which answers the same question. */
export interface Rivalry {
  readonly label: LabelName;
  readonly judged: readonly { readonly face: LabelledFace; readonly answer: boolean; readonly byHead: number; readonly byGeometry: number }[];
}

/** The sunglasses head trained in another way, measured with real sunglasses only. */
export interface Trial {
  readonly way: string;
  readonly judged: readonly Judged[];
}

/** The figures as Markdown. */
export function reportText(
  results: readonly HeadResult[],
  trials: readonly Trial[],
  rivals: readonly Rivalry[],
  counts: { readonly labelled: number; readonly seen: number; readonly drawn: number },
): string {
  const isOfficial = (file: string): boolean => sourceOf(file) === 'official portraits';
  const sections = [
    '# How well the heads see',
    'Written by `train.ts`. Every figure is of faces whose person the head was not trained on (five folds by person). "Called yes" means a probability of 0.5 or more after calibration. What lies between yes and no (stubble, light tints, what a blur hides) is left out; see README.md for that and for what is weak.',
    `${counts.labelled} faces are labelled, the library finds ${counts.seen} of them. ${counts.drawn} faces with drawn sunglasses are trained on and never measured with.`,
    '## All pictures',
    table(results.map((result) => [result, result.judged.filter(({ version }) => version === 'as it is')])),
    '## Official portraits',
    table(results.map((result) => [result, result.judged.filter(({ version, face }) => version === 'as it is' && isOfficial(face.file))])),
    '## Everything else',
    'Private, group and street photos, web faces, masks, building sites: small, turned, dark and half hidden faces among them.',
    table(results.map((result) => [result, result.judged.filter(({ version, face }) => version === 'as it is' && !isOfficial(face.file))])),
    '## By source',
    ...results.map((result) => `### ${result.plan.name}\n\n${table(
      (Object.keys(sources) as Source[]).map((source) => [
        source,
        result.judged.filter(({ version, face }) => version === 'as it is' && sourceOf(face.file) === source),
      ]),
    )}`),
    '## Pictures made harder',
    'The same pictures, made so small that the largest face is 34 px high (and compressed), so dark that 22 % of the light is left, or grey with more contrast; the heads were trained on none of them.',
    ...results.map((result) => `### ${result.plan.name}\n\n${table(
      hardships.map((hardship) => [
        hardship,
        result.judged.filter(({ version, face }) => version === 'harder' && hardshipOf(face.file).hardship === hardship),
      ]),
    )}`),
    '## What drawn sunglasses are worth',
    'The sunglasses head trained in three ways, measured with the same real sunglasses (a yes at a score above 0, before calibration).',
    table(trials.map(({ way, judged }) => [way, judged.map(({ score, answer }) => ({ answer, probability: 1 / (1 + Math.exp(-score)) }))])),
    '## Mouth and eyes: a head beside geometry',
    'Trained and measured in the same way, not shipped: what the library tells by mesh and iris stands beside it.',
    table(
      rivals.flatMap(({ label, judged }) => {
        const others = judged.filter(({ face }) => !isOfficial(face.file));
        return [
          [`${label}, head`, judged.map(({ answer, byHead }) => ({ answer, probability: byHead }))],
          [`${label}, geometry`, judged.map(({ answer, byGeometry }) => ({ answer, probability: byGeometry }))],
          [`${label}, head, without official portraits`, others.map(({ answer, byHead }) => ({ answer, probability: byHead }))],
          [`${label}, geometry, without official portraits`, others.map(({ answer, byGeometry }) => ({ answer, probability: byGeometry }))],
        ] as const;
      }),
    ),
  ];
  return `${sections.join('\n\n')}\n`;
}

function table(rows: readonly (readonly [HeadResult | string, readonly (Omit<Judged, 'score'> & { readonly probability: number })[]])[]): string {
  return [
    '| | yes | no | precision | recall | balanced accuracy | average precision |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(([row, judged]) => {
      const { yes, no, precision, recall, balancedAccuracy, averagePrecision } = measure(
        judged.map(({ probability, answer }) => ({ score: probability, answer })),
        0.5,
      );
      const cells = [precision, recall, balancedAccuracy, averagePrecision].map((value) => value?.toFixed(3) ?? '-');
      return `| ${[typeof row === 'string' ? row : row.plan.name, yes, no, ...cells].join(' | ')} |`;
    }),
  ].join('\n');
}
