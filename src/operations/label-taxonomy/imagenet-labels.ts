import classes from './imagenet-labels.json' with { type: 'json' };
import { taxonomyEntry } from './label-taxonomy.ts';

let read: readonly (readonly string[])[] | undefined;

/**
 * Labels of each of the 1,000 ImageNet classes, in their order, with all ancestors. A class whose name means something
 * else to the service's users, or nothing in its list, has none.
 */
export function imagenetLabels(): readonly (readonly string[])[] {
  read ??= classes.map(([, names = '']) => {
    const own = names === '' ? [] : names.split(', ');
    return [...new Set(own.flatMap((name) => [name, ...taxonomyEntry(name).ancestors]))];
  });
  return read;
}
