import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { modelFiles, type ModelFile } from '#models';
import type { PlainTensor, Sessions } from '../../../src/runtime/sessions.ts';

/**
 * The library's models on the native runtime of Node, which answers the same and several times faster than a page:
 * thousands of pictures are looked at.
 */
export function createNativeSessions(): Sessions {
  const files: Readonly<Record<string, ModelFile | undefined>> = { ...modelFiles };
  const opened = new Map<string, Promise<InferenceSession>>();

  function fileOf(model: string): ModelFile {
    const file = files[model];
    if (!file) throw new Error(`There is no model "${model}". Make the models first: npm run models.`);
    return file;
  }

  function session(model: string): Promise<InferenceSession> {
    const opening =
      opened.get(model) ??
      readFile(fileURLToPath(fileOf(model).url)).then((bytes) =>
        // Thousands of pictures of other sizes pass through: freed memory should not stay with the session.
        InferenceSession.create(bytes, { intraOpNumThreads: 1, logSeverityLevel: 3, enableCpuMemArena: false }),
      );
    opened.set(model, opening);
    return opening;
  }

  return {
    has: (model) => files[model] !== undefined,
    normalization: (model) => fileOf(model).input,
    sideFile: (model) => Promise.reject(new Error(`The model ${model} has no file beside it here.`)),
    prepare: async (models) => void (await Promise.all(models.map(session))),
    run: async (model, { data, dims }) => {
      const ready = await session(model);
      const outputs = await ready.run({ [ready.inputNames[0] ?? '']: new Tensor('float32', data, dims) });
      return Object.fromEntries(
        Object.entries(outputs).map(([name, output]): [string, PlainTensor] => {
          if (!(output.data instanceof Float32Array)) throw new TypeError(`The output ${name} of ${model} is not float32.`);
          return [name, { data: output.data, dims: output.dims }];
        }),
      );
    },
  };
}
