import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { convertModel } from '../../models/convert/convert-model.ts';
import { findPackage, readObject, weightFilesBeside } from '../../models/convert/source-files.ts';
import type { GraphModelFile } from '../../models/convert/tfjs-graph.ts';
import { isByUrl } from '../../models/declarations/declaration.ts';
import type { ModelDeclaration, ModelId } from '../../models/manifest.ts';
import { modelDeclarations } from '../../models/manifest.ts';

const require = createRequire(import.meta.url);

/** Interleaved pixels of one picture, 0 to 255, in the channel order of the model it is made for. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** What a network answers, by the name of the output in its ONNX form. */
export type Answers = Readonly<Record<string, Float32Array>>;

export async function startTensorflow(): Promise<void> {
  setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json'))}/dist/`);
  await tf.setBackend('wasm');
  await tf.ready();
}

export function declarationOf(id: ModelId): ModelDeclaration {
  const declaration = modelDeclarations.find((candidate) => candidate.id === id);
  if (!declaration) throw new Error(`There is no model "${id}".`);
  return declaration;
}

/** The folder of the package that carries a model. */
export function packageFolder({ id, source }: ModelDeclaration): string {
  if (isByUrl(source)) throw new Error(`${id} is not in a package.`);
  return findPackage(source).folder;
}

/**
 * A picture with what real ones have: smooth shading, round shapes with edges, a little noise.
 * The same seed gives the same picture.
 */
export function drawnPicture(width: number, height: number, seed: number): Pixels {
  const random = seededRandom(seed);
  const discs = Array.from({ length: 12 }, () => ({
    x: random() * width, y: random() * height, radius: (0.05 + 0.25 * random()) * width, colour: [random(), random(), random()],
  }));
  const slope = [random(), random(), random()];
  const data = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const disc = discs.findLast((candidate) => Math.hypot(x - candidate.x, y - candidate.y) < candidate.radius);
      for (let channel = 0; channel < 3; channel++) {
        const shade = disc?.colour[channel] ?? (slope[channel] ?? 0) * (x / width) + (1 - (slope[channel] ?? 0)) * (y / height);
        data[(y * width + x) * 3 + channel] = Math.round(Math.min(Math.max(shade * 235 + 20 * random(), 0), 255));
      }
    }
  }
  return { width, height, data };
}

/** Numbers of 0 to 1 (Park and Miller's generator). */
export function seededRandom(seed: number): () => number {
  let state = (seed * 7919 + 1) % 2147483647;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** `(pixel - mean) * scale` of a picture, still interleaved. */
export function normalized({ input }: ModelDeclaration, { data }: Pixels): Float32Array {
  return data.map((value, index) => (value - (input.mean[index % 3] ?? 0)) * (input.scale[index % 3] ?? 1));
}

/** Loads a converted model into onnxruntime-node. */
export function openConverted(declaration: ModelDeclaration, folder = packageFolder(declaration)): Promise<InferenceSession> {
  return InferenceSession.create(convertModel(declaration, folder), { intraOpNumThreads: 2 });
}

/** Runs a converted model on a batch of pictures of one size; the answers are those of the whole batch. */
export async function runConverted(session: InferenceSession, declaration: ModelDeclaration, pictures: readonly Pixels[]): Promise<Answers> {
  const [{ width, height } = { width: 0, height: 0 }] = pictures;
  const plane = width * height;
  const planar = new Float32Array(pictures.length * 3 * plane);
  pictures.forEach((picture, index) => {
    normalized(declaration, picture).forEach((value, at) => {
      planar[(index * 3 + (at % 3)) * plane + Math.floor(at / 3)] = value;
    });
  });
  const results = await session.run({ [declaration.input.name]: new Tensor('float32', planar, [pictures.length, 3, height, width]) });
  return Object.fromEntries(Object.entries(results).map(([name, tensor]) => [name, tensor.data as Float32Array]));
}

/** The same TensorFlow.js graph model in TensorFlow.js itself, one picture at a time. */
export async function openGraphModel(
  declaration: ModelDeclaration, partsOf: Readonly<Record<string, readonly string[]>> = {},
): Promise<(picture: Pixels) => Promise<Answers>> {
  const { conversion } = declaration;
  if (conversion.format !== 'tfjs-graph') throw new Error(`${declaration.id} is not a graph model.`);
  const path = join(packageFolder(declaration), conversion.file);
  const file = readObject<GraphModelFile & tf.io.ModelJSON>(path);
  const weights = file.weightsManifest.flatMap((group) => group.weights);
  const bytes = Buffer.concat(file.weightsManifest.flatMap((group) => group.paths.map(weightFilesBeside(path))));
  const model = await tf.loadGraphModel(tf.io.fromMemory({
    modelTopology: file.modelTopology,
    weightSpecs: weights as tf.io.WeightsManifestEntry[],
    weightData: exactBytes(bytes),
  }));
  return async (picture) => {
    const input = tf.tensor4d(normalized(declaration, picture), [1, picture.height, picture.width, 3]);
    const answers: Record<string, Float32Array> = {};
    for (const { name, tensor } of conversion.outputs) {
      const parts = tf.tidy(() => (partsOf[tensor] ?? [tensor]).map((part) => tf.keep((model.execute({ [conversion.entry]: input }, part) as tf.Tensor))));
      answers[name] = joined(parts.map((part) => Float32Array.from(part.dataSync())));
      tf.dispose(parts);
    }
    input.dispose();
    return answers;
  };
}

/** Lists one after another. */
export function joined(lists: readonly Float32Array[]): Float32Array {
  return Float32Array.from(lists.flatMap((list) => Array.from(list)));
}

/** A TensorFlow.js layers model in TensorFlow.js itself, one picture at a time. Its last layer is the first output. */
export async function openLayersModel(declaration: ModelDeclaration): Promise<(picture: Pixels) => Promise<Answers>> {
  const path = join(packageFolder(declaration), declaration.conversion.file);
  const file = readObject<tf.io.ModelJSON>(path);
  const weights = file.weightsManifest.flatMap((group) => group.weights);
  const bytes = Buffer.concat(file.weightsManifest.flatMap((group) => group.paths.map(weightFilesBeside(path))));
  const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology: file.modelTopology, weightSpecs: weights, weightData: exactBytes(bytes) }));
  return async (picture) => {
    const answer = tf.tidy(() => model.predict(tf.tensor4d(normalized(declaration, picture), [1, picture.height, picture.width, 3])) as tf.Tensor);
    const values = Float32Array.from(answer.dataSync());
    answer.dispose();
    return { [declaration.conversion.outputs[0]?.name ?? '']: values };
  };
}

/** The bytes of a Node buffer without the memory around them. */
function exactBytes(buffer: Buffer): ArrayBuffer {
  return new Uint8Array(buffer).buffer;
}

/** Greatest difference of two lists; as a fraction of the greatest number of the second where that is above 1. */
export function relativeDifference(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Infinity;
  let difference = 0;
  let size = 1;
  expected.forEach((value, index) => {
    difference = Math.max(difference, Math.abs(value - (actual[index] ?? NaN)));
    size = Math.max(size, Math.abs(value));
  });
  return Number.isNaN(difference) ? Infinity : difference / size;
}

/** What asks a network in its own runtime. */
export type Peer = (picture: Pixels) => Promise<Answers>;

/**
 * Runs a converted model and its peer on two drawn pictures, alone and, where the model takes batches, together.
 * Returns the greatest difference of each output.
 */
export async function compareWithPeer(declaration: ModelDeclaration, peer: Peer): Promise<Readonly<Record<string, number>>> {
  const { width, height, batch } = declaration.input;
  if (width === 'any' || height === 'any') throw new Error(`${declaration.id} has no fixed size.`);
  const pictures = [drawnPicture(width, height, 1), drawnPicture(width, height, 2)];
  const expected: Answers[] = [];
  for (const picture of pictures) expected.push(await peer(picture));
  const session = await openConverted(declaration);
  const alone: Answers[] = [];
  for (const picture of pictures) alone.push(await runConverted(session, declaration, [picture]));
  const together = batch === 'any' ? await runConverted(session, declaration, pictures) : undefined;
  await session.release();
  const differences: Record<string, number> = {};
  for (const { name } of declaration.conversion.outputs) {
    const wanted = joined(expected.map((answers) => valuesNamed(answers, name)));
    const batches = [joined(alone.map((answers) => valuesNamed(answers, name))), ...(together ? [valuesNamed(together, name)] : [])];
    differences[name] = Math.max(...batches.map((values) => relativeDifference(values, wanted)));
  }
  return differences;
}

function valuesNamed(answers: Answers, name: string): Float32Array {
  const values = answers[name];
  if (!values) throw new Error(`There is no output "${name}".`);
  return values;
}
