import { readFileSync } from 'node:fs';
import type { Licence, ModelDeclaration } from '../declarations/declaration.ts';
import { isByUrl } from '../declarations/declaration.ts';

/** Text of the NOTICE file: origin and licence of every weight, then the text of each licence once. */
export function noticeText(declarations: readonly ModelDeclaration[]): string {
  return [
    'The models of Pagesight are made of weights by others. This file names them and their licences.',
    '',
    ...declarations.map(entryOf),
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
    ...(declaration.conversion.format === 'onnx' ? [] : ['  Changed: converted to ONNX; layout and operators rewritten, weights unchanged.']),
    '',
  ].join('\n');
}

function copyrightLines({ source, licence, copyright }: ModelDeclaration): string[] {
  return [...(isByUrl(source) ? [] : [source.copyright]), ...(licence === 'MIT' && copyright ? [copyright] : [])];
}

function licenceText(licence: Licence): string {
  return readFileSync(new URL(`../licences/${licence}.txt`, import.meta.url), 'utf8');
}

function rule(title: string): string {
  return `${'-'.repeat(78)}\n${title}\n`;
}
