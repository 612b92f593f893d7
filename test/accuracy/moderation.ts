// npx tsx test/accuracy/moderation.ts [--threads 2]: false alarms of DetectModerationLabels on neutral pictures of ../shared/data, and what it
// finds in pictures and a clip that show something; writes test/accuracy/MODERATION.md.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium, type Page } from 'playwright';
import { createNativeSessions } from '../../models/heads/training/native-sessions.ts';
import { openPictureDecoder } from '../../models/heads/training/picture-decoder.ts';
import { readPixels } from '../../src/vision/pixel-reader.ts';
import type { Sessions } from '../../src/runtime/sessions.ts';
import { moderationTaxonomy } from '../../src/operations/moderation-taxonomy.ts';
import { moderationLabels, seenCategories } from '../../src/operations/moderation.ts';
import { classifyNsfw, NSFW_MODELS, type NsfwModel } from '../../src/vision/moderation/nsfw.ts';
import { seeConcerns } from '../../src/vision/moderation/see-concerns.ts';
import { wholeViews } from '../../src/vision/moderation/views.ts';
import { findObjects } from '../../src/vision/objects/find-objects.ts';
import { chromiumFlags, provideChromium } from '../set-up/browser.ts';
import { serveBuiltPage } from '../set-up/built-page.ts';
import { sharedDataExists, withoutSharedData } from '../set-up/shared-data-server.ts';
import { repositoryRoot } from '../set-up/stages.ts';
import type { ModeratedFrame } from './moderation-page/main.ts';
import { clip, NEUTRAL_SETS, neutralPictures, smokingPictures, swimwearPictures, type NeutralPicture } from './moderation-pictures.ts';
import { markdownTable, percent, reportText, type ReportSection } from './report.ts';

if (!sharedDataExists()) {
  console.error(`The measurements are ${withoutSharedData}.`);
  process.exit(1);
}

const { values: options } = parseArgs({ options: { threads: { type: 'string', default: '2' } } });
const threads = Number(options.threads);
/** Percent: the default of the API. */
const BAR = 50;
/** Percent: so low, to tell what comes near. */
const NEAR = 5;
/** Seconds between the frames that are looked at. */
const FRAME_STEP = 0.75;

const confidenceOf = ({ labels }: ModeratedFrame, category: string): number =>
  labels.find(({ Name, ParentName }) => Name === category && ParentName !== '')?.Confidence ?? 0;
const told = (answer: ModeratedFrame): string =>
  answer.labels.filter(({ Confidence = 0, ParentName }) => ParentName !== '' && Confidence >= BAR).map(({ Name, Confidence = 0 }) => `${Name} ${Confidence.toFixed(0)}`).join(', ') || '(nothing)';

const sessions = createNativeSessions();
const URL_MODELS: ReadonlySet<string> = new Set(['yunet', 'mobilenet-v2-imagenet', 'yolox-nano']);
const npmSessions: Sessions = { ...sessions, has: (model) => sessions.has(model) && !URL_MODELS.has(model) };
const decoder = openPictureDecoder();

/** A picture as the operation answers, on the native runtime of Node, which is faster than a page and sees the same. */
async function look(path: string, models = sessions): Promise<ModeratedFrame> {
  const reader = readPixels(await decoder.decode(path));
  return { labels: moderationLabels(await seeConcerns(models, reader, await findObjects(models, reader)), NEAR) };
}

async function neutralSection(title: string, models: Sessions, pictures: readonly NeutralPicture[]): Promise<ReportSection> {
  const seen: { readonly picture: NeutralPicture; readonly answer: ModeratedFrame }[] = [];
  for (const picture of pictures) {
    seen.push({ picture, answer: await look(picture.path, models) });
    if (seen.length % 50 === 0) console.log(`${seen.length} of ${pictures.length} neutral pictures`);
  }
  const rows = seenCategories.map((category) => {
    const alarms = seen.filter(({ answer }) => confidenceOf(answer, category) >= BAR);
    return {
      category,
      counts: NEUTRAL_SETS.map((set) => alarms.filter(({ picture }) => picture.set === set).length),
      all: alarms.length,
      highest: Math.max(0, ...seen.map(({ answer }) => confidenceOf(answer, category))),
      files: alarms.map(({ picture }) => picture.path.split('/').at(-1) ?? ''),
    };
  });
  const any = seen.filter(({ answer }) => answer.labels.some(({ Confidence = 0 }) => Confidence >= BAR));
  const sizes = NEUTRAL_SETS.map((set) => seen.filter(({ picture }) => picture.set === set).length);
  return {
    title,
    headline: [
      `${seen.length} pictures on which no bar was fitted and no head trained. A label of ${BAR} or more is an alarm, whether or not the picture does show such a thing.`,
      markdownTable(
        ['category', ...NEUTRAL_SETS.map((set, index) => `${set} (${sizes[index]})`), `all (${seen.length})`, 'share', 'highest confidence', 'alarms'],
        [
          ...rows.map(({ category, counts, all, highest, files }) => [category, ...counts, all, percent(all / seen.length, 2), highest.toFixed(0), files.join(', ')]),
          ['**any of them**', ...NEUTRAL_SETS.map((set) => any.filter(({ picture }) => picture.set === set).length), any.length, percent(any.length / seen.length, 2), '', ''],
        ],
      ),
    ].join('\n\n'),
  };
}

/** With the npm packages alone of official portraits every third, because that way is slow and they differ little. */
async function neutralSections(): Promise<ReportSection[]> {
  const pictures = neutralPictures().filter(({ half }) => half === 'reported on');
  const fewer = pictures.filter(({ set }, index) => set !== 'public figures' || index % 3 === 0);
  return [
    await neutralSection('False alarms on neutral pictures', sessions, pictures),
    await neutralSection('False alarms with the npm packages alone, which see fewer categories', npmSessions, fewer),
  ];
}

async function positiveSection(): Promise<ReportSection> {
  const swimwear: (readonly string[])[] = [];
  for (const path of swimwearPictures) swimwear.push([path, told(await look(path))]);
  const smoking: ModeratedFrame[] = [];
  for (const path of smokingPictures()) smoking.push(await look(path));
  const count = (category: string): number => smoking.filter((answer) => confidenceOf(answer, category) >= BAR).length;
  return {
    title: 'Pictures that show something',
    headline: [
      markdownTable(['picture', 'told'], swimwear),
      `Of the smoking set every third picture: Smoking is told of ${count('Smoking')} of ${smoking.length}. **Its heads are trained on this set**: models/heads/smoking/report.md tells how they do on scenes that were held back. Other categories told of the same pictures: ${seenCategories.filter((category) => category !== 'Smoking').map((category) => `${category} ${count(category)}`).join(', ')}; among them are films, posters and close faces, a few with drinks and bare shoulders.`,
      'No explicit picture was used anywhere: how much of nudity is found is **not measured**. Weapons, pills, syringes, slot machines and swimming trunks are in no picture here (the bare chest and the beer in the clip are the only ones of their kind): how many are found is not measured either.',
    ].join('\n\n'),
  };
}

async function clipSection(page: Page): Promise<ReportSection> {
  const rows: (string | number)[][] = [];
  for (const { from, to, shows, wanted } of clip.scenes) {
    const found = new Map<string, number>();
    let frames = 0;
    for (let seconds = from + FRAME_STEP / 2; seconds < to; seconds += FRAME_STEP) {
      const answer = await page.evaluate(([path, at, bar]) => window.moderationPage.frame(path, at, bar), [clip.path, seconds, BAR] as const);
      frames += 1;
      for (const category of seenCategories) if (confidenceOf(answer, category) >= BAR) found.set(category, (found.get(category) ?? 0) + 1);
    }
    rows.push([`${from} to ${to} s`, shows, frames, wanted.map((category) => `${category}: ${found.get(category) ?? 0}`).join(', '), [...found].filter(([category]) => !wanted.some((each) => each === category)).map(([category, frameCount]) => `${category}: ${frameCount}`).join(', ')]);
  }
  return {
    title: 'A clip, frame by frame',
    headline: [
      `\`${clip.path}\`, no frame of which was trained on; a frame every ${FRAME_STEP} s, decoded by an HTMLVideoElement. Counts are frames with a label of ${BAR} or more.`,
      markdownTable(['scene', 'shows', 'frames', 'wanted and told', 'also told'], rows),
    ].join('\n\n'),
  };
}

/** The two networks of nsfwjs beside each other, each on the whole picture and its middle. */
async function networkSection(): Promise<ReportSection> {
  const sets: Record<string, string[]> = {
    ...Object.fromEntries(NEUTRAL_SETS.map((set) => [set, neutralPictures().filter((picture) => picture.set === set && picture.half === 'reported on').map(({ path }) => path)])),
    smoking: smokingPictures(),
    swimwear: [...swimwearPictures],
  };
  const rows: (string | number)[][] = [];
  for (const [set, paths] of Object.entries(sets)) {
    const counts: Record<NsfwModel, { porn: number; hentai: number; sexy: number }> = {
      'nsfw-mobilenet-v2': { porn: 0, hentai: 0, sexy: 0 },
      'nsfw-mobilenet-v2-mid': { porn: 0, hentai: 0, sexy: 0 },
    };
    for (const path of paths) {
      const views = wholeViews(readPixels(await decoder.decode(path)));
      for (const model of NSFW_MODELS) {
        const [first, second] = await classifyNsfw(sessions, model, views);
        if (!first || !second) throw new Error(`${model} left out a view.`);
        for (const kind of ['porn', 'hentai', 'sexy'] as const) if (first[kind] + second[kind] >= 1) counts[model][kind] += 1;
      }
    }
    rows.push([`${set} (${paths.length})`, ...NSFW_MODELS.flatMap((model) => [counts[model].porn, counts[model].hentai, counts[model].sexy])]);
  }
  return {
    title: 'The two networks',
    headline: [
      'Pictures in which a class has half of the probability or more, before any bar. The small network sees swimwear and takes close faces for more than they are; the large one does neither. Nudity is the mean of both, revealing clothes are the small one\'s.',
      markdownTable(['pictures', ...NSFW_MODELS.flatMap((model) => ['porn', 'hentai', 'sexy'].map((kind) => `${model}: ${kind}`))], rows),
    ].join('\n\n'),
  };
}

function unseenSection(): ReportSection {
  const unseen = Object.entries(moderationTaxonomy).map(([parent, children]) => [parent, children.filter((child) => !seenCategories.some((seen) => seen === child)).join(', ')]);
  return {
    title: 'Not seen',
    headline: ['These categories of the API are never told:', markdownTable(['parent', 'categories'], unseen.filter(([, children]) => children !== ''))].join('\n\n'),
  };
}

const chromiumPath = provideChromium();
const site = await serveBuiltPage('test/accuracy/moderation-page');
const browser = await chromium.launch({ executablePath: chromiumPath, args: [...chromiumFlags] });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(`In the page: ${error.message}`));
  await page.goto(`${site.url}?threads=${threads}`);
  await page.waitForFunction(() => 'moderationPage' in window);
  const sections = [await clipSection(page), ...(await neutralSections()), await positiveSection(), await networkSection(), unseenSection()];
  const introduction = `Measured ${new Date().toISOString().slice(0, 10)} in ${browser.version()} by \`npx tsx test/accuracy/moderation.ts\` on ../shared/data, which is no part of this repository. Pictures are looked at on the native runtime, the clip in the page by DetectModerationLabels (wasm). Bars were fitted by test/accuracy/fit-moderation.ts on the other half of the neutral pictures.`;
  const report = reportText(sections, introduction, true);
  writeFileSync(`${repositoryRoot}test/accuracy/MODERATION.md`, report);
  console.log(report);
} finally {
  await decoder.close();
  await browser.close();
  await site.close();
}
process.exit(0);
