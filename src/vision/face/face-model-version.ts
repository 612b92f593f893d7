/**
 * Names the embedding model together with its alignment: embeddings of different versions are not comparable.
 * Change it whenever one of the two changes.
 */
export const FACE_MODEL_VERSION = '1.0';
