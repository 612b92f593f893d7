export const strangerTail = { offset: 8, slope: -8 } as const;
