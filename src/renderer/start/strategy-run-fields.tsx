import { Collapse, Group, NumberInput, Select, Textarea, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronRight } from '@tabler/icons-react';
import { Facts } from '../ui/facts';
import { DateRangeFields } from './date-range-fields';
import classes from './start.module.css';
import type { StrategyRunForm } from './use-strategy-run-form';

/** Strategy, data, dates and seed, and below them every parameter. */
export function StrategyRunFields({ form }: { readonly form: StrategyRunForm }) {
  return (
    <>
      <Select
        label="Strategy"
        placeholder="Choose a strategy"
        data={form.strategyChoices}
        value={form.strategy}
        onChange={form.setStrategy}
        error={form.errors.strategy}
        searchable
        allowDeselect={false}
        openOnFocus={false}
        data-autofocus
      />
      <Group grow align="flex-start" gap="sm">
        <Select
          label="Symbol"
          placeholder="Choose a symbol"
          data={form.symbolChoices}
          value={form.symbol}
          onChange={form.setSymbol}
          error={form.errors.symbol}
          searchable
          allowDeselect={false}
          openOnFocus={false}
          nothingFoundMessage="No such data. Import it first."
        />
        <Select
          label="Timeframe"
          data={form.timeframeChoices}
          value={form.timeframe}
          onChange={form.setTimeframe}
          allowDeselect={false}
          openOnFocus={false}
        />
      </Group>
      <DateRangeFields
        start={form.startDate}
        end={form.endDate}
        onStart={form.setStartDate}
        onEnd={form.setEndDate}
        hint="Bars before it only warm indicators up"
        error={form.errors.dates}
        first={form.dataset?.start.slice(0, 10)}
        last={form.dataset?.end.slice(0, 10)}
      />
      <Group grow align="flex-start" gap="sm">
        <NumberInput
          label="Seed"
          description="The same seed gives the same model"
          min={0}
          max={0xffff_ffff}
          allowDecimal={false}
          value={form.seed}
          onChange={form.setSeed}
          error={form.errors.seed}
        />
        <NumberInput
          label="Epochs"
          description="Empty: as the strategy says"
          placeholder={form.parameters['training.epochs'] ?? ''}
          min={1}
          allowDecimal={false}
          value={form.epochs}
          onChange={form.setEpochs}
          error={form.errors.epochs}
        />
      </Group>
      <MoreSettings form={form} />
    </>
  );
}

function MoreSettings({ form }: { readonly form: StrategyRunForm }) {
  const [isOpen, { toggle }] = useDisclosure(false);
  const parameters = Object.entries(form.parameters);
  return (
    <div>
      <UnstyledButton className={classes['more']} aria-expanded={isOpen} onClick={toggle}>
        <IconChevronRight
          size={16}
          stroke={1.75}
          className={classes['chevron']}
          data-open={isOpen || undefined}
          aria-hidden
        />
        All parameters of the strategy
      </UnstyledButton>
      <Collapse expanded={isOpen || form.errors.settings !== null}>
        <Textarea
          label="Change parameters for this run"
          description="One key.path=value a line, checked like keys of the file"
          placeholder="training.learning_rate=0.001"
          autosize
          minRows={2}
          maxRows={6}
          value={form.settings}
          onChange={(event) => form.setSettings(event.currentTarget.value)}
          error={form.errors.settings}
          mt="xs"
          classNames={{ input: classes['code'] ?? '' }}
        />
        <div className={classes['parameters']}>
          <Facts label="Parameters in force" facts={parameters.map(([label, value]) => ({ label, value }))} />
        </div>
      </Collapse>
    </div>
  );
}
