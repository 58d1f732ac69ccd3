import type { CfnTemplate } from '../../local/template.ts';
import { dollars, type Priced } from './prices.ts';

/** What is paid by the month however few delete, by the type of the resource. */
const BY_THE_MONTH: Readonly<Record<string, readonly [what: string, priced: Priced]>> = {
  'AWS::CloudWatch::Alarm': ['alarms', 'alarm'],
  'AWS::CloudWatch::Dashboard': ['dashboard', 'dashboard'],
  'AWS::Logs::MetricFilter': ['metrics out of logs', 'metric'],
  'AWS::KMS::Key': ['keys', 'kmsKey'],
};

export interface Fixed {
  readonly what: string;
  readonly many: number;
  /** Dollars a month. */
  readonly cost: number;
}

/** What one stage costs in which nobody deletes anything but the canary, once a day. `canary`: dollars of one of them. */
export function fixedOf(stacks: Readonly<Record<string, CfnTemplate>>, canary: number): Fixed[] {
  const resources = Object.values(stacks).flatMap(({ Resources = {} }) => Object.values(Resources));
  const counted = Object.entries(BY_THE_MONTH).map(([type, [what, priced]]) => {
    const many = resources.filter(({ Type }) => Type === type).length;
    return { what, many, cost: dollars(priced, many) };
  });
  return [...counted, { what: 'canaries', many: 30, cost: 30 * canary }];
}
