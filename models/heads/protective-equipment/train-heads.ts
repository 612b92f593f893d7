import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Sessions } from '../../../src/runtime/sessions.ts';
import { FEATURE_LENGTHS, type BackboneId } from '../../../src/vision/backbone/backbone.ts';
import { rootsOf, type StoredHead } from '../linear-head.ts';
import { calibrate } from '../training/calibration.ts';
import type { PictureDecoder } from '../training/picture-decoder.ts';
import { fitRidgeRegression } from '../training/ridge-regression.ts';
import { storedHead } from '../training/stored-head.ts';
import { scoreOf, trainLinearHead } from '../training/train-linear-head.ts';
import { collectFeatures } from './collect-features.ts';
import { collectSkinShares } from './collect-skin-shares.ts';
import type { SeenPicture } from './collect-sightings.ts';
import type { HatPicture } from './fit-head-boxes.ts';
import { fitHandVerdict } from './fit-hand-verdict.ts';
import { isForReport, isHeldBack } from './held-back.ts';
import { kindsIn, readLabelledBoxes } from './labelled-boxes.ts';
import { filesOf, glovePictures, hash, type PictureSetName } from './picture-sets.ts';
import { planBareFaces, planBareHands, planBareHeads, planHands, planHats, planMasks, thin } from './plan-views.ts';
import type { PlannedView } from './planned-views.ts';
import type { EquipmentHeadName, StoredEquipmentHeads } from './predict.ts';
import { reportText, type JudgedView } from './report.ts';

/** What a head is trained with. */
interface HeadPlan {
  readonly name: EquipmentHeadName;
  /** Strength of the L2 penalty. */
  readonly penalty: number;
  /** Share of faces, heads or hands that are taken to be covered: the probabilities are calibrated for it. Set by hand. */
  readonly prior: number;
}

const headPlans: readonly HeadPlan[] = [
  { name: 'faceCover', penalty: 0.03, prior: 0.5 },
  { name: 'headCover', penalty: 0.03, prior: 0.4 },
  { name: 'handCover', penalty: 0.1, prior: 0.3 },
];
/** Strength of the L2 penalty of the heads that move a hat's box. */
const BOX_PENALTY = 0.3;
/** Parts into which the groups are divided; each is scored by a head trained on the others. */
const FOLDS = 5;

/** A view with its feature, ready to be trained on. */
interface Sample {
  readonly view: PlannedView;
  readonly answer: boolean;
  readonly row: Float32Array;
  readonly weight: number;
}

/** Plans the views, shows them to both backbones, trains and measures all heads, and writes them. */
export async function trainHeads(given: {
  /** Those to train; the others stay as they are. */
  readonly names: readonly EquipmentHeadName[];
  readonly seen: Record<PictureSetName, readonly SeenPicture[]>;
  readonly hatPictures: readonly HatPicture[];
  readonly sessions: Sessions;
  readonly decoder: PictureDecoder;
  readonly keep: boolean;
}): Promise<void> {
  const plans = await planAll(given.seen, given.hatPictures);
  const asked = headPlans.filter(({ name }) => given.names.includes(name));
  const before = await readStored();
  const skin = await collectSkinShares(Object.values(plans).flat().filter(({ head }) => head === 'handCover' && given.names.includes(head)), given.decoder);
  const withSkin: JudgedView[] = [];
  const judged: JudgedView[] = [];
  const stored: Partial<Record<BackboneId, StoredEquipmentHeads>> = {};
  for (const backbone of Object.keys(FEATURE_LENGTHS) as BackboneId[]) {
    const samples: Sample[] = [];
    for (const [set, all] of Object.entries(plans)) {
      const views = all.filter(({ head }) => given.names.includes(head));
      const features = await collectFeatures(set, views, backbone, given.sessions, given.decoder);
      samples.push(...views.map((view, index) => sampleOf(view, features[index])));
    }
    const trained = asked.map((plan) => ({ ...plan, ...trainHead(plan, samples.filter(({ view }) => view.head === plan.name)) }));
    trained.forEach(({ judged: ofHead }) => judged.push(...ofHead.map((each) => ({ ...each, backbone }))));
    const hands = trained.find(({ name }) => name === 'handCover');
    const fitted = hands && fitHandVerdict(hands.judged, skin, hands.prior, hands.foldOf);
    withSkin.push(...(fitted?.judged ?? []).map((each) => ({ ...each, backbone })));
    stored[backbone] = {
      feature: FEATURE_LENGTHS[backbone],
      heads: { ...before[backbone].heads, ...Object.fromEntries(trained.map((each) => [each.name, each.stored])) },
      headCoverBox: given.names.includes('headCover') ? boxHeads(samples) : before[backbone].headCoverBox,
      handVerdict: fitted?.verdict ?? before[backbone].handVerdict,
    };
    console.log(reportText(judged, withSkin));
  }
  if (!given.keep) await writeResults(stored, judged, withSkin);
}

async function readStored(): Promise<Readonly<Record<BackboneId, StoredEquipmentHeads>>> {
  const { backbones } = JSON.parse(await readFile(pathOf('weights.json'), 'utf8')) as { readonly backbones: Readonly<Record<BackboneId, StoredEquipmentHeads>> };
  return backbones;
}

async function writeResults(stored: Partial<Record<BackboneId, StoredEquipmentHeads>>, judged: readonly JudgedView[], withSkin: readonly JudgedView[]): Promise<void> {
  await writeFile(pathOf('weights.json'), `${JSON.stringify({ backbones: stored })}\n`);
  await writeFile(pathOf('report.md'), reportText(judged, withSkin, await readFile(pathOf('report.md'), 'utf8')));
}

function pathOf(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}

async function planAll(seen: Record<PictureSetName, readonly SeenPicture[]>, hatPictures: readonly HatPicture[]): Promise<Record<string, PlannedView[]>> {
  const hands = await Promise.all(filesOf(glovePictures).map(async (file) => planHands(file, await readLabelledBoxes(file, GLOVE_SIDE, GLOVE_SIDE))));
  const kinds = new Map(await Promise.all(seen.coco.map(async ({ file, width, height }) => [file, await kindsIn(file, width, height)] as const)));
  const allOthers = [['coco', seen.coco], ['group photos', [...seen.groups, ...seen.crowds]], ['portraits', seen.portraits]] as const;
  const others = allOthers.map(([source, pictures]) => [source, pictures.filter(({ file }) => mayBeTrainedOn('headCover', file))] as const);
  return {
    masks: [...planMasks(seen.masksWith, true), ...planMasks(seen.masksWithout, false)],
    'bare-faces': [...allOthers, ['official portraits', seen.officials] as const].flatMap(([source, pictures]) => thin(planBareFaces(pictures, source), 200)),
    hats: planHats(hatPictures),
    'bare-heads': [...others, ['official portraits', seen.officials] as const].flatMap(([source, pictures]) => thin(planBareHeads(pictures, source), 220)),
    hands: thin(hands.flat(), 1200),
    'bare-hands': others.flatMap(([source, pictures]) => planBareHands(pictures, source, ({ file }) => kinds.get(file) ?? [])),
  };
}

/** Side of every picture of ../shared/data/ppe/gloves, pixels. */
const GLOVE_SIDE = 240;

function sampleOf(view: PlannedView, feature: Float32Array | undefined): Sample {
  if (!feature) throw new Error(`A view of ${view.file} has no feature.`);
  return { view, answer: view.answer, row: rootsOf(feature), weight: 1 };
}

/** Scores every view by a head that has not seen its group, calibrates on these scores, and trains on all that may be trained on. */
function trainHead({ name, penalty, prior }: HeadPlan, all: readonly Sample[]): { readonly stored: StoredHead; readonly judged: Omit<JudgedView, 'backbone'>[]; readonly foldOf: (group: string) => number } {
  const kept = all.filter(({ view }) => mayBeTrainedOn(name, view.file));
  const foldOf = foldsOf(name, kept);
  const scored = [...new Set(kept.map(({ view }) => foldOf(view.group)))].flatMap((fold) => {
    const head = trainLinearHead(kept.filter(({ view }) => foldOf(view.group) !== fold), penalty);
    return kept.filter(({ view }) => foldOf(view.group) === fold).map(({ view, answer, row }) => ({ view, answer, score: scoreOf(head, row) }));
  });
  const calibration = calibrate(scored, prior);
  const judged = scored.map(({ view, answer, score }) => ({
    view, answer, score: 1 / (1 + Math.exp(-(calibration.slope * score + calibration.offset))),
  }));
  console.log(`${name}: ${kept.length} views trained on`);
  return { stored: storedHead(trainLinearHead(kept, penalty), calibration), judged, foldOf };
}

/** No verdict weighs what the head of face covers says: it alone may see the ordinary photos on which verdicts are fitted. */
function mayBeTrainedOn(name: EquipmentHeadName, file: string): boolean {
  return name === 'faceCover' ? !isForReport(file) : !isHeldBack(file);
}

/** The clips of gloves are few, each is a fold of its own; everything else is dealt out by its name. */
function foldsOf(name: EquipmentHeadName, samples: readonly Sample[]): (group: string) => number {
  // Everything but the clips is grouped by the path of its picture.
  const clips = name === 'handCover' ? [...new Set(samples.map(({ view }) => view.group))].filter((group) => !group.includes('/')) : [];
  return (group) => {
    const clip = clips.indexOf(group);
    return clip >= 0 ? FOLDS + clip : hash(group) % FOLDS;
  };
}

/** Four linear heads that tell where in the square the hat is. */
function boxHeads(samples: readonly Sample[]): StoredHead[] {
  const hats = samples.filter(({ view }) => view.head === 'headCover' && view.truth !== undefined);
  const length = hats[0]?.row.length ?? 0;
  const values = new Float32Array(hats.length * length);
  hats.forEach(({ row }, index) => values.set(row, index * length));
  return ([0, 1, 2, 3] as const).map((member) => {
    const targets = Float64Array.from(hats, ({ view }) => view.truth?.[member] ?? 0);
    return storedHead(fitRidgeRegression({ values, count: hats.length, length }, targets, BOX_PENALTY), { slope: 1, offset: 0 });
  });
}
