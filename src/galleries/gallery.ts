/** How the names of gallery files end. */
export const GALLERY_SUFFIX = '.gallery.jsonl';

/** What is told of a person of a gallery. */
export interface KnownPerson {
  /** Letters and digits, unique in the gallery. */
  readonly id: string;
  /** Display name. */
  readonly name: string;
  /** Links with more information. */
  readonly urls: readonly string[];
  /** As the person states it in public; absent where the gallery does not say. Never guessed from a picture. */
  readonly knownGender?: PersonGender;
}

/** The words of the API for a known gender. */
export const PERSON_GENDERS = ['Male', 'Female', 'Nonbinary', 'Unlisted'] as const;
export type PersonGender = (typeof PERSON_GENDERS)[number];

/** A person with what their face looks like. */
export interface GalleryPerson extends KnownPerson {
  /** One for each portrait: 320 numbers of the models that the gallery is bound to. */
  readonly templates: readonly Float32Array[];
}

/** What a gallery says of itself. */
export interface GalleryTitle {
  readonly title: string;
  /** What may be done with it, and under whose terms the portraits were. */
  readonly licence: string;
  /** Where the portraits and the names are from. */
  readonly source: string;
}

/** People to be recognised. */
export interface Gallery extends GalleryTitle {
  /** The embedding model behind the templates; templates of different models cannot be compared. */
  readonly faceModelVersion: string;
  /** How templates were made from that model and the second one. */
  readonly templateVersion: string;
  readonly people: readonly GalleryPerson[];
}
