/** Names the models and the way in which pictures are shown to them. Change it whenever one of the two changes. */
export const LABEL_MODEL_VERSION = '1.1';

const BEST_MODELS: readonly string[] = ['yolox-nano', 'mobilenet-v2-imagenet'];

/** The version, and what a build lacks: without the models by URL far fewer labels can be told, and that must be seen. */
export function labelModelVersion(models: readonly string[]): string {
  const lacking = BEST_MODELS.filter((model) => !models.includes(model));
  return lacking.length === 0 ? LABEL_MODEL_VERSION : `${LABEL_MODEL_VERSION}-without-${lacking.join('-and-')}`;
}
