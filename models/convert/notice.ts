import { readFileSync } from 'node:fs';
import type { Licence, ModelDeclaration } from '../declarations/declaration.ts';
import { isByUrl } from '../declarations/declaration.ts';

/** Text of the NOTICE file: origin and licence of every weight, then the text of each licence once. */
export function noticeText(declarations: readonly ModelDeclaration[]): string {
  return [
    'The models of Pagesight are made of weights by others. This file names them and their licences.',
    '',
    ...declarations.map(entryOf),
    rule('Libraries'),
    'The built files contain these libraries, under their own licences:',
    '',
    ...BUNDLED_LIBRARIES.map(([name, licence, source]) => `${name}: ${licence}. ${source}`),
    '',
    rule('MIT License'),
    'The above entries under MIT carry these copyright lines:',
    '',
    ...new Set(declarations.flatMap(copyrightLines)),
    '',
    licenceText('MIT'),
    rule('Apache License 2.0'),
    licenceText('Apache-2.0'),
  ].join('\n');
}

function entryOf(declaration: ModelDeclaration): string {
  const { id, title, authors, licence, licenceNote, source } = declaration;
  const origin = isByUrl(source)
    ? `https://github.com/${source.repository}, commit ${source.commit}, ${source.path}`
    : `npm package ${source.package} (MIT), https://github.com/${source.repository}, ${declaration.conversion.file}`;
  return [
    id,
    `  ${title}`,
    `  Authors: ${authors}`,
    `  Licence: ${licence}${licenceNote ? `. ${licenceNote}` : ''}`,
    `  Source:  ${origin}`,
    ...changes(declaration),
    '',
  ].join('\n');
}

function changes({ conversion }: ModelDeclaration): string[] {
  if (conversion.format !== 'onnx') return ['  Changed: converted to ONNX; layout and operators rewritten, weights unchanged.'];
  if (conversion.fused) return ['  Changed: factors, offsets and activations put into fewer steps; the answers are the same but for rounding.'];
  return [];
}

/** Code of others that the built files of the library contain. Name, licence, where its source is. */
const BUNDLED_LIBRARIES = [
  ['comlink', 'Apache-2.0', 'https://github.com/GoogleChromeLabs/comlink'],
  ['idb', 'ISC', 'https://github.com/jakearchibald/idb'],
  ['mediabunny', 'MPL-2.0, unchanged; its source is published there and in its npm package', 'https://github.com/Vanilagy/mediabunny'],
  ['onnxruntime-web', 'MIT', 'https://github.com/microsoft/onnxruntime'],
  ['@tensorflow/tfjs', 'Apache-2.0', 'https://github.com/tensorflow/tfjs'],
] as const;

function copyrightLines({ source, licence, copyright }: ModelDeclaration): string[] {
  return [...(isByUrl(source) ? [] : [source.copyright]), ...(licence === 'MIT' && copyright ? [copyright] : [])];
}

function licenceText(licence: Licence): string {
  return readFileSync(new URL(`../licences/${licence}.txt`, import.meta.url), 'utf8');
}

function rule(title: string): string {
  return `${'-'.repeat(78)}\n${title}\n`;
}
