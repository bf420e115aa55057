import { z } from 'zod';

export const tradeSchema = z.strictObject({
  /** Fill times: the start of the bar whose open was traded (the close of the last bar for a forced exit). */
  entryTime: z.iso.datetime(),
  exitTime: z.iso.datetime(),
  side: z.enum(['long', 'short']),
  quantity: z.number().positive(),
  entryPrice: z.number(),
  exitPrice: z.number(),
  entryCommission: z.number(),
  exitCommission: z.number(),
  grossPnl: z.number(),
  /** After both commissions; over all trades it sums to the change in cash. */
  netPnl: z.number(),
  /** Net result over the entry value. */
  returnFraction: z.number(),
  /** Bars held. */
  bars: z.number().int().min(0),
  exitReason: z.enum(['signal', 'end_of_range']),
});
export type Trade = z.infer<typeof tradeSchema>;
