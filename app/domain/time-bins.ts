/** Handling times are counted in bins, each a third longer than the one before: bin k holds growth^k seconds and more. */
export const TIME_BIN_GROWTH = 4 / 3;
