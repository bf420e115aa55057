import { describe, expect, it } from 'vitest';
import { failure, type Outcome } from '../../../src/contract/failure';
import { Resource } from '../../../src/renderer/store/resource';

/** A reader whose answers the test gives when it wants to. */
function answeredByHand() {
  const questions: ((answer: Outcome<string>) => void)[] = [];
  const read = (): Promise<Outcome<string>> => new Promise((resolve) => questions.push(resolve));
  return { questions, resource: new Resource(read) };
}

describe('Resource', () => {
  it('is read once however often it is needed', async () => {
    const { questions, resource } = answeredByHand();
    resource.need();
    resource.need();
    expect(questions).toHaveLength(1);
    questions[0]?.({ ok: true, value: 'there' });
    await Promise.resolve();
    resource.need();
    expect(questions).toHaveLength(1);
    expect(resource.store.getState()).toEqual({ value: 'there', failure: null, isLoading: false });
  });

  it('takes the answer to the newest question only', async () => {
    const { questions, resource } = answeredByHand();
    const first = resource.reload();
    const second = resource.reload();
    questions[1]?.({ ok: true, value: 'new' });
    await second;
    questions[0]?.({ ok: true, value: 'old' });
    await first;
    expect(resource.store.getState().value).toBe('new');
  });

  it('keeps what it had when reading again fails, and says so', async () => {
    const { questions, resource } = answeredByHand();
    resource.set('known');
    const again = resource.reload();
    questions[0]?.({ ok: false, failure: failure('storage_failed', 'no') });
    await again;
    expect(resource.store.getState()).toMatchObject({ value: 'known', failure: { code: 'storage_failed' } });
  });
});
