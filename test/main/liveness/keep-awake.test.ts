import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KeepAwake } from '../../../src/main/liveness/keep-awake';

test('the computer is held awake exactly while it is wanted, by one hold at a time', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean()), (answers) => {
      let isWanted = false;
      let holds = 0;
      const hold = () => {
        holds += 1;
        return () => {
          holds -= 1;
        };
      };
      const keepAwake = new KeepAwake({ hold, isWanted: () => isWanted });
      for (const answer of answers) {
        isWanted = answer;
        keepAwake.check();
        expect(holds).toBe(answer ? 1 : 0);
        expect(keepAwake.isHolding).toBe(answer);
      }
      keepAwake.dispose();
      expect(holds).toBe(0);
    }),
  );
});
