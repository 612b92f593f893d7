/** Names the models, the heads and the way in which pictures are shown to them. Change it whenever one of the three changes. */
export const EQUIPMENT_MODEL_VERSION = '1.3';
