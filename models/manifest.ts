import { bodyModels } from './declarations/body-models.ts';
import type { ModelDeclaration } from './declarations/declaration.ts';
import { faceModels } from './declarations/face-models.ts';
import { moderationModels } from './declarations/moderation-models.ts';
import { objectModels } from './declarations/object-models.ts';
import { textModels } from './declarations/text-models.ts';

export type {
  AxisSize, Licence, ModelDeclaration, ModelId, ModelInput, ModelOutput, PackageSource, SideFile, UrlSource,
} from './declarations/declaration.ts';

/** Every model of the library. `tsx models/convert/main.ts` makes their files. */
export const modelDeclarations: readonly ModelDeclaration[] = [
  ...faceModels, ...objectModels, ...moderationModels, ...textModels, ...bodyModels,
];
