import { FailureError, failure } from '../../contract/failure';

/** Whoever holds the profile takes no commands from elsewhere. */
export const profileInUse = (): FailureError =>
  new FailureError(
    failure('profile_in_use', 'Another Tradewind is using this profile. Close it, or name another with --profile DIR.'),
  );
