import type { ModelDeclaration, ModelId, ModelInput, ModelOutput } from '../declarations/declaration.ts';
import { isByUrl, urlOf } from '../declarations/declaration.ts';

/** A file of the output folder. */
export interface WrittenFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** One model of `manifest.json`. */
export interface ManifestEntry extends WrittenFile {
  readonly title: string;
  readonly authors: string;
  readonly licence: string;
  readonly licenceNote?: string;
  readonly source: { readonly repository: string; readonly package?: string; readonly version?: string; readonly commit?: string; readonly url?: string };
  readonly input: ModelInput;
  readonly outputs: readonly ModelOutput[];
  readonly sideFiles?: Readonly<Record<string, WrittenFile>>;
  /** True where the graph is optimised already. */
  readonly optimized?: true;
  /** Changes when the declaration, the converter or the package's version does. */
  readonly fingerprint: string;
}

/** A model that could not be had, and what the library does instead. */
export interface MissingModel {
  readonly title: string;
  readonly reason: string;
  readonly usedInstead: string;
}

/** `manifest.json`. */
export interface Manifest {
  readonly version: 1;
  readonly models: Readonly<Partial<Record<ModelId, ManifestEntry>>>;
  readonly missingModels: Readonly<Partial<Record<ModelId, MissingModel>>>;
  /** Galleries of known people, by name. */
  readonly galleries: Readonly<Record<string, WrittenFile>>;
}

export function manifestEntry(
  declaration: ModelDeclaration, written: WrittenFile, sideFiles: Readonly<Record<string, WrittenFile>>, version: string | undefined, fingerprint: string,
): ManifestEntry {
  const { title, authors, licence, licenceNote, source, input, conversion, optimized } = declaration;
  return {
    ...written,
    title,
    authors,
    licence,
    ...(licenceNote !== undefined && { licenceNote }),
    source: isByUrl(source)
      ? { repository: source.repository, commit: source.commit, url: urlOf(source) }
      : { repository: source.repository, package: source.package, ...(version !== undefined && { version }) },
    input,
    outputs: conversion.outputs.map(({ name, shape, meaning }) => ({ name, shape, meaning })),
    ...(Object.keys(sideFiles).length > 0 && { sideFiles }),
    ...(optimized && { optimized }),
    fingerprint,
  };
}

/** `index.js`: one literal `new URL` per file, which is what makes bundlers ship it. */
export function indexModule({ models, missingModels, galleries }: Manifest): string {
  const entries = Object.entries(models).map(([id, model]) => {
    const { file, bytes, sha256, title, input, outputs, sideFiles = {}, optimized = false } = model;
    const side = Object.entries(sideFiles).map(([name, written]) => `${JSON.stringify(name)}: ${locatedFile(written)}`);
    return `  ${JSON.stringify(id)}: {
    ${locatedMembers({ file, bytes, sha256 })},
    title: ${JSON.stringify(title)},
    input: ${JSON.stringify(input)},
    outputs: ${JSON.stringify(outputs.map(({ name }) => name))},
    sideFiles: {${side.join(', ')}},
    optimized: ${optimized},
  },`;
  });
  const galleryEntries = Object.entries(galleries).map(([name, written]) => `  ${JSON.stringify(name)}: ${locatedFile(written)},`);
  return `export const modelFiles = {\n${entries.join('\n')}\n};\nexport const galleryFiles = {\n${galleryEntries.join('\n')}\n};\nexport const missingModels = ${JSON.stringify(missingModels, undefined, 2)};\n`;
}

function locatedFile(written: WrittenFile): string {
  return `{ ${locatedMembers(written)} }`;
}

function locatedMembers({ file, bytes, sha256 }: WrittenFile): string {
  return `url: new URL('./${file}', import.meta.url).href, file: '${file}', bytes: ${bytes}, sha256: '${sha256}'`;
}

/** `index.d.ts`: models from packages are always there, those by URL may be absent. */
export function indexTypes(declarations: readonly ModelDeclaration[]): string {
  const members = declarations.map(({ id, source }) => `  readonly '${id}'${isByUrl(source) ? '?' : ''}: ModelFile;`);
  return `/** A file served beside this module. */
export interface LocatedFile {
  readonly url: string;
  readonly file: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

/** Planar float32 [batch, 3, height, width] of \`(pixel - mean) * scale\`, pixels 0 to 255, \`mean\` and \`scale\` per channel in \`channelOrder\`. */
export interface ModelInput {
  readonly name: string;
  readonly width: number | 'any';
  readonly height: number | 'any';
  readonly multipleOf?: number;
  readonly batch: 'any' | 1;
  readonly channelOrder: 'RGB' | 'BGR';
  readonly mean: readonly [number, number, number];
  readonly scale: readonly [number, number, number];
}

export interface ModelFile extends LocatedFile {
  readonly title: string;
  readonly input: ModelInput;
  /** Names of the outputs; manifest.json tells their shapes and meaning. */
  readonly outputs: readonly string[];
  readonly sideFiles: Readonly<Record<string, LocatedFile>>;
  /** True where the runtime's graph optimiser has nothing left to do. */
  readonly optimized: boolean;
}

/** A model that could not be had when the library was built. */
export interface MissingModel {
  readonly title: string;
  readonly reason: string;
  readonly usedInstead: string;
}

export interface ModelFiles {
${members.join('\n')}
}

export type ModelId = keyof ModelFiles;

export declare const modelFiles: ModelFiles;
/** Galleries of known people, by name. */
export declare const galleryFiles: Readonly<Record<string, LocatedFile>>;
export declare const missingModels: { readonly [Id in ModelId]?: MissingModel };
`;
}
