import classes from './logo.module.css';

/** Three gusts over a line: the trade winds. */
export function Logo() {
  return (
    <svg className={classes['logo']} viewBox="0 0 32 32" width="32" height="32" aria-hidden focusable="false">
      <path d="M4 12.5c4-5 7.500-5 11.500-1.500s7.500 3.500 12.500-2" />
      <path d="M4 19c4-5 7.500-5 11.500-1.500S23 21 28 15.500" opacity="0.65" />
      <path d="M4 25.500c4-5 7.500-5 11.500-1.500s7.500 3.500 12.500-2" opacity="0.35" />
    </svg>
  );
}
