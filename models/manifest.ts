import type { ModelDeclaration } from './declarations/declaration.ts';
import { faceModels } from './declarations/face-models.ts';

export type {
  AxisSize, Licence, ModelDeclaration, ModelId, ModelInput, ModelOutput, PackageSource, SideFile, UrlSource,
} from './declarations/declaration.ts';

/** Every model of the library. `tsx models/convert/main.ts` makes their files. */
export const modelDeclarations: readonly ModelDeclaration[] = [...faceModels];
