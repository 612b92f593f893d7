import type { BackboneId } from '../backbone/backbone.ts';

/**
 * Names the models, their bars and the way in which pictures are shown to them: 1.3 with ImageNet's backbone, 1.2 with
 * the one from npm, which sees fewer categories. Change both whenever one of these changes.
 */
export function moderationModelVersion(backbone: BackboneId): string {
  return backbone === 'mobilenet-v2-imagenet' ? '1.3' : '1.2';
}
