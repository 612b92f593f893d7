/**
 * Names what is compared when people of galleries are recognised, beyond the embedding model (`FACE_MODEL_VERSION`): the
 * second model, the projection of its feature, the views that are averaged and the weights. Templates of different versions are not
 * comparable. Change it whenever one of them changes.
 */
export const TEMPLATE_VERSION = '3.0';
