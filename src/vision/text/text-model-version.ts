/** Names the models and the way in which pictures are shown to them. Change it whenever one of the two changes. */
export const TEXT_MODEL_VERSION = '1.0';
