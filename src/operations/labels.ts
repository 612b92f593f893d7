import { InvalidParameterException } from '../errors.ts';
import type { DetectLabelsRequest, DetectLabelsResponse } from '../shapes/labels.ts';
import type { PixelBox } from '../vision/geometry.ts';
import { coloredBoxes, type SeenPicture } from '../vision/labels/seen-picture.ts';
import type { Operation } from './context.ts';
import { colorMembers, imagePropertyMembers } from './image-property-shapes.ts';
import { checkFilters } from './label-filters.ts';
import { labelModelVersion } from './label-model-version.ts';

/** Percent (OPERATIONS G11). */
const DEFAULT_MIN_CONFIDENCE = 55;
/** Default and upper limit of later versions of the API. */
const MOST_LABELS = 1000;
const DEFAULT_DOMINANT_COLORS = 10;

/** DetectLabels: names what is in a picture, and tells its colours when asked. */
export const detectLabels: Operation<DetectLabelsRequest, DetectLabelsResponse> = async (request, context) => {
  const { labels, properties, filters } = readSettings(request);
  const { MinConfidence = DEFAULT_MIN_CONFIDENCE, MaxLabels } = request;
  const picture = await context.openPicture(request.Image);
  const size = { width: picture.width, height: picture.height };
  const [{ labelList }, seen, version] = await Promise.all([
    // With the names and parents of all labels, which pages without labels do not load.
    import('./label-list.ts'),
    context.vision.seePicture(picture, {
      labels,
      ...(properties && { properties: { ...properties, ...(labels && { boxesFrom: MinConfidence / 100 }) } }),
    }),
    context.vision.labelModels().then(labelModelVersion),
  ]);
  return {
    Labels: labels ? labelList(seen, size, { minConfidence: MinConfidence, maxLabels: mostLabels(MaxLabels), filters, colorsOf: colorsOfBoxes(seen, MinConfidence / 100) }) : [],
    LabelModelVersion: version,
    ...(seen.properties && { ImageProperties: imagePropertyMembers(seen.properties) }),
  };
};

interface LabelSettings {
  readonly labels: boolean;
  readonly properties?: { readonly maxColors: number };
  readonly filters?: NonNullable<DetectLabelsRequest['Settings']>['GeneralLabels'];
}

/** Throws InvalidParameterException for settings that belong to a feature which was not asked for. */
function readSettings({ Features = [], Settings = {} }: DetectLabelsRequest): LabelSettings {
  const labels = Features.length === 0 || Features.includes('GENERAL_LABELS');
  const wantsProperties = Features.includes('IMAGE_PROPERTIES');
  const { GeneralLabels, ImageProperties } = Settings;
  if (GeneralLabels && !labels) throw new InvalidParameterException('Settings.GeneralLabels needs GENERAL_LABELS among Features: add it, or leave the setting out.');
  if (ImageProperties && !wantsProperties) {
    throw new InvalidParameterException('Settings.ImageProperties needs IMAGE_PROPERTIES among Features: add it, or leave the setting out.');
  }
  checkFilters(GeneralLabels);
  return {
    labels,
    ...(wantsProperties && { properties: { maxColors: ImageProperties?.MaxDominantColors ?? DEFAULT_DOMINANT_COLORS } }),
    ...(GeneralLabels && { filters: GeneralLabels }),
  };
}

/** What 0 means is not documented; it is taken as not given (OPERATIONS A6). */
function mostLabels(maxLabels: number | undefined): number {
  return maxLabels === undefined || maxLabels === 0 ? MOST_LABELS : Math.min(maxLabels, MOST_LABELS);
}

/** Colours of the boxes of objects and people that are probable enough to be told. */
function colorsOfBoxes(seen: SeenPicture, boxesFrom: number): (box: PixelBox) => ReturnType<typeof colorMembers>[] | undefined {
  const boxes = coloredBoxes(seen, boxesFrom);
  return (box) => seen.properties?.boxColors[boxes.indexOf(box)]?.map(colorMembers);
}
