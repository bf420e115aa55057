/** Figures are for whoever reads the terminal. */
export const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
