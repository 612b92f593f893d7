/** Numbers in the embedding's part of a template. */
const EMBEDDED_LENGTH = 128;
/** Numbers in the feature's part of a template. */
export const PROJECTED_LENGTH = 192;
/** Numbers in a template. */
export const TEMPLATE_LENGTH = EMBEDDED_LENGTH + PROJECTED_LENGTH;
