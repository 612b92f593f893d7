import type { FileKind } from './specimens.ts';

/** A file by which the library once failed. */
export interface FailedOnce {
  /** What was wrong, and with what. */
  readonly name: string;
  readonly kind: FileKind;
  readonly base64: string;
}

/** Files by which the library once failed, as `npm run fuzz` found them. */
export const failedOnce: readonly FailedOnce[] = [
  {
    name: 'a WebM with a known element of impossible length, which its reader came back to for ever and stopped the page',
    kind: 'WebM',
    base64: 'GkXfoxAAAB9ChoEBQveBAULygQRC84EIQoKEd2VibUKHgQRChYECGFOAZwQAAAACTBFNm3QQAAA/TbsQAAAPU6uEFUmpZlOshQAAAABHTbsQAAAPU6uEFlSua1OshT2Q+1i+NG01PoRE8r4AlSM80tqOPjSFc74Y5AC+OqG3PgQA4T6oPSE+yIWwPphlqL4cWEm+IHJAvryeQT7ocgE+UDoEPcBhjr6eaaM+1p+dvi5B5j5o3By+IOQzvnBGMz1wcSW+HpviPgif8b1c3AA+CJegPYhvNL4kIm6+jJP9PkJX6D6uQ6U+YFSuvZhmJr4OE5a+fNzrPix/bz7spZc+7GwrPtLxzr64xQg+BHT8vgYW7r4yd96+0FYsvSyU8z5ImBI+iOOwPUitW766O52+yE9evjjCkL08plC+QGr7PYzn0z4QlAk+XHCuvnBRI72a2q4+rApgvvhTtr5UfZY+EsCfvoA/pj32jtA+gKOMPWD5cD6cxka+KqCsvoDofrywWwC9qCCjPiSROD5gW2c+eDnRvTRwjb7gRDW+CCIlPgBsbrxwlcy9SPrZvoJczT6s1IQ+OPbdPhg7er4gmxC+cHfgPu4bkr5gId+9aoqYvvBWtL7IxZC+ALGkvTyRrD7QYWA9ZFZkPlyIlL6ofT2+8KX/vvjx+77g+qI9rNmaPjyK6j54M3m+MPJovnzw/L5gFN69FpSPvmhixz34f0M+jM4ZvoYTwj5snTg+vHE+PkjyB77gabi+IPUPPZD/+L4OOf6+PHmePsh+xL2G4uy+2J7Nvmik673mSdu+RN+HPpAwkj1wabm9EIvJvjBLUD4QVa8+CP6ovcbTib68KMo+cLiXvvzdbD5IJGW+iD7rvqArYD5QWgE++CafvRQxrT6g+KO8EOcEPqioND5aad0+rIJPviY/8D52UZc+cCvFvupZsb7omYO9bCbLvvw6Kz7g0v4+TN+kvhSjzz5sd/g+YB9VPspwnb4QSSm9JObAPqSESb5AQdQ8tPBDPhT6p74I+Wc+QKk5vY6yur5gnB49WFKSPngcr76Mxog+nOgRPi6s2r5YFRk+IM1aPgoC674aTOM+TIH3PhjV8r6ACTa92uTFPhCr/754c/E+vPRDvjbOtD5eGL2+YFVfPWzTLD6YZOS9GIj4vpYSlr7Qkvw+3McDPsoo7j4cc7o+iP1CvgAscjognfA8qHW+PoCrZj78AE4+DD4tPiiakL1ombu9aLpiviQuMr7gVq08OOWTvSr/zj64Tey9wNcuPdCwz77ErLG+CIlKvgIC3L7My0Y+SHP/vbD71T6gMaK8HsaBAAAAAItNuxAAAA9Tq4QcU7trU6yFAAAAAjEVSalmEAAAPCrXsYMPQkBNgJJNZWQQaWFidW5ueSB2MS42MS4wV0GSTWVkaWFidW5ueSB2MS42MS4wRImIQI9AAAAAAAAWVK5rEAAASa4QAABE14EBc8WBAYOBAZyBACK1nIN1bmSGhVZfVlA4I+ODhAdzWUDgEAAAHLCBYLqBMFWwEAAAEFWxgQFVuoENVbuBAVW5gQIfQ7Z1CAAAAUzngQCjEAAAT4EAAIDwAwCdASpgADAAAEcIhYWImYSIAoIABrhZQ2hEq520E9dTuOZ9+Z9sAP7//xUwf//jQ5v/XBHvB/xP8Qt97s//1d+dX/+LfsY2LyCjEAAAJ4EAfQAxAgADEGAAGAAZkWf0AFAFmaaEAP72Db//aEf/vP7//2cAAKMQAAA5gQD6ADECAAMQRAAYABhYL/QAE3ad+OGAAKMQAAAhgQF3ADECAAMQMAAYABmRZ/QAUAWZpoQA/v7GU///8eCAoxAAABmBAfQAMQIAAxAkABgAGFgul+gbGqTtAqgAoxAAABmBAnEAMQIAAxAYABgAGFgv9AATeUSG9gAAoxAAACeBAu4A0QIAAxANEADX368JAHxk08sCUy5FAV/+gKs282dACFbUiACjEAAAGIEDawARAgADEEgUYABhYL/QAE3ZgiFQABxTu2sQAAATuxAAAA6zgQC3EAAABveBAfGB3A==',
  },
];
