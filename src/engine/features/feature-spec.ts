import type { Timeframe } from '../../contract/timeframe';
import type { MembershipSpec } from '../strategy/strategy';

/** One input of the network. */
export type FeatureSpec =
  | {
      readonly kind: 'fuzzy';
      /** `{timeframe}_{fuzzy set}_{membership}` */
      readonly id: string;
      readonly timeframe: Timeframe;
      readonly indicator: string;
      readonly output: string;
      readonly fuzzySet: string;
      readonly membership: MembershipSpec;
    }
  | {
      readonly kind: 'raw';
      /** `{timeframe}_{indicator}_raw`, for an indicator of several outputs `{timeframe}_{indicator}.{output}_raw` */
      readonly id: string;
      readonly timeframe: Timeframe;
      readonly indicator: string;
      readonly output: string;
    };
