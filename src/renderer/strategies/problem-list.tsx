import { Text } from '@mantine/core';
import type { StrategyFile } from '../../contract/strategy-files';
import classes from './strategy-detail.module.css';

interface ProblemListProps {
  readonly title: string;
  readonly problems: StrategyFile['problems'];
  readonly severity: 'problem' | 'warning';
  readonly onLine: (line: number) => void;
}

/** What is wrong or worth knowing, each with the way to its line. */
export function ProblemList({ title, problems, severity, onLine }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <section
      className={classes['card']}
      data-severity={severity}
      aria-label={severity === 'problem' ? 'Problems' : 'Warnings'}
    >
      <Text size="sm" fw={600} mb={4}>
        {title}
      </Text>
      <ul className={classes['list']}>
        {problems.map(({ line, path, message }) => (
          <li key={`${path}:${message}`} className={classes['problem']}>
            {line === null ? (
              <span className={classes['place']}>{path === '' ? 'whole file' : path}</span>
            ) : (
              <button type="button" className={classes['place']} onClick={() => onLine(line)}>
                line {line}
              </button>
            )}
            <span>{message}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
