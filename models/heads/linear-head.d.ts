/** A head as it is applied to a row of numbers: `bias` plus one weight for each. */
export interface LinearHead {
    readonly bias: number;
    readonly weights: Float32Array;
}
/** A head as a file holds it; models/heads/training/stored-head.ts writes it. */
export interface StoredHead {
    readonly bias: number;
    /** Worth of one unit of the weights. */
    readonly step: number;
    /** Bits of each weight, 8 or 16. Default 16. */
    readonly bits?: number;
    /** Signed integers, low byte first, in base64. */
    readonly weights: string;
}
/** Makes a stored head ready to be applied. */
export declare function readHead(stored: StoredHead): LinearHead;
/** Square roots of a pooled feature, which heads read instead of the feature: its large numbers would otherwise drown the others. */
export declare function rootsOf(feature: Float32Array): Float32Array;
/** Probability of yes, 0 to 1. */
export declare function headProbability({ bias, weights }: LinearHead, row: Float32Array): number;
