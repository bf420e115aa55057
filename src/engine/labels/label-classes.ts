/** Classes of a label, and of the network's outputs, in this order. */
export const BUY = 0;
export const HOLD = 1;
export const SELL = 2;

/** What a bar whose future is not known carries instead of a class. */
export const UNLABELLED = 255;
