import { useState } from 'react';
import { fractionOfPercent } from '../format/percent-input';

export interface AccountValue {
  readonly initialCapital: number;
  /** Fractions of the traded value, each side. */
  readonly commission: number;
  readonly slippage: number;
}

const USUAL: AccountValue = { initialCapital: 100_000, commission: 0.001, slippage: 0.0005 };

type NumberField = number | string;

const percentOf = (fraction: number): number => Number((fraction * 100).toPrecision(12));

export type AccountForm = ReturnType<typeof useAccount>;

/** Capital and costs as their fields hold them; `value` is null while they make no sense. */
export function useAccount(before: AccountValue | null, onChange: () => void) {
  const first = before ?? USUAL;
  const [capital, setCapital] = useState<NumberField>(first.initialCapital);
  const [commission, setCommission] = useState<NumberField>(percentOf(first.commission));
  const [slippage, setSlippage] = useState<NumberField>(percentOf(first.slippage));
  const changing =
    (set: (value: NumberField) => void) =>
    (value: NumberField): void => {
      onChange();
      set(value);
    };
  const isWhole = Number(capital) > 0 && commission !== '' && slippage !== '';
  const value: AccountValue | null = isWhole
    ? {
        initialCapital: Number(capital),
        commission: fractionOfPercent(Number(commission)),
        slippage: fractionOfPercent(Number(slippage)),
      }
    : null;
  return {
    capital,
    setCapital: changing(setCapital),
    commission,
    setCommission: changing(setCommission),
    slippage,
    setSlippage: changing(setSlippage),
    value,
  };
}
