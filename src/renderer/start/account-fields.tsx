import { Group, NumberInput } from '@mantine/core';
import type { AccountForm } from './use-account';

/** What is traded with and what trading costs. */
export function AccountFields({ account }: { readonly account: AccountForm }) {
  return (
    <Group grow align="flex-start" gap="sm">
      <NumberInput
        label="Capital"
        description="In the symbol’s currency"
        min={1}
        max={1e12}
        thousandSeparator=","
        value={account.capital}
        onChange={account.setCapital}
        error={Number(account.capital) > 0 ? null : 'More than 0'}
      />
      <NumberInput
        label="Commission"
        description="Of the value, each side"
        suffix=" %"
        min={0}
        max={50}
        decimalScale={4}
        step={0.01}
        value={account.commission}
        onChange={account.setCommission}
      />
      <NumberInput
        label="Slippage"
        description="Of the price, each side"
        suffix=" %"
        min={0}
        max={50}
        decimalScale={4}
        step={0.01}
        value={account.slippage}
        onChange={account.setSlippage}
      />
    </Group>
  );
}
