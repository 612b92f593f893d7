/** `pagesight`: what the library needs of a machine that is not the visitor's. */
import { parseArgs } from 'node:util';
import { buildGalleryFile } from './build-gallery-file.ts';
import { copyModels } from './copy-models.ts';

const usage = `pagesight models <folder>

  Copies the model files of this version into a folder that your app serves, and says what to pass as "modelsUrl".
  Needed only where a bundler does not emit them by itself, or where they shall come from another place.

pagesight gallery <folder-of-portraits> <names.csv> [--out people.gallery.jsonl]
                  [--title ...] [--licence ...] [--source ...] [--link "https://.../{column}"]... [--no-browser]

  Makes a gallery of people for RecognizeCelebrities: new Rekognition({ celebrities: url }). Portraits are named by the
  person's id, letters and digits: ID.jpg, and ID_2.jpg and so on for further ones. The first line of the file of names
  tells its columns: the first column is the id, "name" the name, "gender" (optional) Male, Female, Nonbinary or Unlisted,
  "urls" (optional) links between spaces. --link makes a link of every person from other columns. People without a name
  are left out. Faces are looked at by a Chromium or Chrome of this machine; with --no-browser, or where there is none,
  open the address that is printed in any browser. No picture leaves the machine, and the gallery holds none.`;

async function main(given: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...given],
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      out: { type: 'string' },
      title: { type: 'string' },
      licence: { type: 'string' },
      source: { type: 'string' },
      link: { type: 'string', multiple: true, default: [] },
      'no-browser': { type: 'boolean', default: false },
    },
  });
  const [command, first, second, ...rest] = positionals;
  if (command === 'models' && first !== undefined && second === undefined) {
    await copyModels(first);
    return 0;
  }
  if (command === 'gallery' && first !== undefined && second !== undefined && rest.length === 0) {
    const { out, title, licence, source, link: links, 'no-browser': byHand } = values;
    await buildGalleryFile({ portraits: first, names: second, out, title, licence, source, links, byHand });
    return 0;
  }
  console.error(usage);
  return values.help || command === undefined ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  },
);
