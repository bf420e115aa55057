import { Tabs } from '@mantine/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { StrategyFile } from '../../contract/strategy-files';
import tabs from '../detail/detail-tabs.module.css';
import { countOf } from '../format/figure';
import { type LineMark, StrategyText } from '../ui/strategy-text';
import { FuzzySetsTab } from './fuzzy-sets-tab';
import { ParametersInForce } from './parameters-in-force';
import { ProblemList } from './problem-list';
import classes from './strategy-detail.module.css';

/** What is wrong and worth knowing, and the file from three sides. */
export function StrategyParts({ file }: { readonly file: StrategyFile }) {
  const [tab, setTab] = useState<string | null>('text');
  /** A new object for each wish, so that the same line can be gone to twice. */
  const [wanted, setWanted] = useState<{ readonly line: number } | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const marks = useMemo(() => marksOf(file), [file]);
  useEffect(() => {
    const line = wanted === null ? null : panel.current?.querySelector(`#line-${wanted.line}`);
    if (line) showInDetail(line);
  }, [wanted]);
  const goToLine = (line: number): void => {
    setTab('text');
    setWanted({ line });
  };
  return (
    <>
      {file.problems.length + file.warnings.length > 0 ? (
        <div className={classes['problems']}>
          <ProblemList
            title={countOf(file.problems.length, 'problem')}
            problems={file.problems}
            severity="problem"
            onLine={goToLine}
          />
          <ProblemList title="Worth knowing" problems={file.warnings} severity="warning" onLine={goToLine} />
        </div>
      ) : null}
      <Tabs value={tab} onChange={setTab} keepMounted={false} className={tabs['tabs']}>
        <Tabs.List className={tabs['list']} aria-label="Parts of the strategy">
          <Tabs.Tab value="text">Text</Tabs.Tab>
          <Tabs.Tab value="fuzzy">Fuzzy sets</Tabs.Tab>
          <Tabs.Tab value="parameters">Parameters</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="text" className={tabs['panel']} ref={panel}>
          <StrategyText text={file.text} marks={marks} />
        </Tabs.Panel>
        <Tabs.Panel value="fuzzy" className={tabs['panel']}>
          <FuzzySetsTab file={file} />
        </Tabs.Panel>
        <Tabs.Panel value="parameters" className={tabs['panel']}>
          <ParametersInForce parameters={file.parameters} />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

const marksOf = (file: StrategyFile): readonly LineMark[] => {
  const of = (severity: LineMark['severity']) => (problem: StrategyFile['problems'][number]) =>
    problem.line === null ? [] : [{ line: problem.line, message: problem.message, severity }];
  return [...file.problems.flatMap(of('problem')), ...file.warnings.flatMap(of('warning'))];
};

/** Only the detail moves: `scrollIntoView` would also move what lies around it. */
function showInDetail(line: Element): void {
  const scroller = line.closest('[data-detail-focus]');
  if (scroller === null) return;
  const [place, room] = [line.getBoundingClientRect(), scroller.getBoundingClientRect()];
  scroller.scrollBy({ top: place.top + place.height / 2 - room.top - room.height / 2 });
}
