import { VisuallyHidden } from '@mantine/core';
import { memo } from 'react';
import classes from './strategy-text.module.css';

export interface LineMark {
  readonly line: number;
  readonly message: string;
  readonly severity: 'problem' | 'warning';
}

interface StrategyTextProps {
  readonly text: string;
  readonly marks: readonly LineMark[];
}

/** A strategy file to read: numbered lines, quiet comments, problems below the line they belong to. */
export const StrategyText = memo(function StrategyText({ text, marks }: StrategyTextProps) {
  const lines = text.replace(/\n$/, '').split('\n');
  return (
    <ol className={classes['text']} aria-label="Strategy text">
      {lines.map((line, index) => {
        const number = index + 1;
        const here = marks.filter((mark) => mark.line === number);
        return (
          // Lines are never inserted or moved: the place is what identifies one.
          <li
            key={`line-${number}`}
            id={`line-${number}`}
            className={classes['line']}
            data-severity={here[0]?.severity}
          >
            <span className={classes['number']} aria-hidden>
              {number}
            </span>
            <span className={classes['code']}>
              <YamlLine line={line} />
            </span>
            {here.map((mark) => (
              <span key={mark.message} className={classes['mark']} data-severity={mark.severity}>
                <VisuallyHidden>{mark.severity === 'problem' ? 'Problem: ' : 'Worth knowing: '}</VisuallyHidden>
                {mark.message}
              </span>
            ))}
          </li>
        );
      })}
    </ol>
  );
});

/** Keys stand out, comments step back; enough colour to find one's way. */
function YamlLine({ line }: { readonly line: string }) {
  const comment = /(^|\s)#.*$/.exec(line);
  const code = comment ? line.slice(0, comment.index) : line;
  const key = /^(\s*(?:- )?)([\w.-]+)(:)/.exec(code);
  return (
    <>
      {key ? (
        <>
          {key[1]}
          <span className={classes['key']}>{key[2]}</span>
          {code.slice((key[1] ?? '').length + (key[2] ?? '').length)}
        </>
      ) : (
        code
      )}
      {comment ? <span className={classes['comment']}>{comment[0]}</span> : null}
      {line === '' ? '\u200b' : null}
    </>
  );
}
