import { Tabs } from '@mantine/core';
import { useState } from 'react';
import type { Operation } from '../../contract/operation';
import type { OperationType } from '../../contract/operation-type';
import { AttemptsTab } from './attempts-tab';
import classes from './detail-tabs.module.css';
import { LogTab } from './log-tab';
import { MetricsTab } from './metrics-tab';
import { OverviewTab } from './overview-tab';
import { ParametersTab } from './parameters-tab';
import { TradesTab } from './trades-tab';

/** Types whose work reports figures on its way. */
const WITH_METRICS: readonly OperationType[] = ['training', 'backtesting', 'dummy'];

/** The parts of a detail; only the one in sight is drawn. */
export function DetailTabs({ operation }: { readonly operation: Operation }) {
  const [tab, setTab] = useState<string | null>('overview');
  const hasTrades = operation.type === 'backtesting' && operation.status === 'completed';
  const hasMetrics = WITH_METRICS.includes(operation.type) && operation.status !== 'pending';
  return (
    <Tabs value={tab} onChange={setTab} keepMounted={false} className={classes['tabs']}>
      <Tabs.List className={classes['list']} aria-label="Parts of the detail">
        <Tabs.Tab value="overview">Overview</Tabs.Tab>
        {hasTrades ? <Tabs.Tab value="trades">Trades</Tabs.Tab> : null}
        {hasMetrics ? <Tabs.Tab value="metrics">Metrics</Tabs.Tab> : null}
        <Tabs.Tab value="parameters">Parameters</Tabs.Tab>
        <Tabs.Tab value="attempts">Attempts</Tabs.Tab>
        <Tabs.Tab value="log">Log</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="overview" className={classes['panel']}>
        <OverviewTab operation={operation} />
      </Tabs.Panel>
      {hasTrades ? (
        <Tabs.Panel value="trades" className={classes['panel']}>
          <TradesTab id={operation.operationId} />
        </Tabs.Panel>
      ) : null}
      {hasMetrics ? (
        <Tabs.Panel value="metrics" className={classes['panel']}>
          <MetricsTab operation={operation} />
        </Tabs.Panel>
      ) : null}
      <Tabs.Panel value="parameters" className={classes['panel']}>
        <ParametersTab operation={operation} />
      </Tabs.Panel>
      <Tabs.Panel value="attempts" className={classes['panel']}>
        <AttemptsTab operation={operation} />
      </Tabs.Panel>
      <Tabs.Panel value="log" className={classes['panel']}>
        <LogTab operation={operation} />
      </Tabs.Panel>
    </Tabs>
  );
}
