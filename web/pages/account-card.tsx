import type { Account } from '../api.ts';
import { Card } from '../parts/card.tsx';
import { strings } from '../strings.ts';

/** Which account it is, whose, and how it stands. */
export function AccountCard({ account, email }: { account: Account; email: string | null }) {
  const { accountId, status, viewer, deletion } = account;
  const words = strings.account;
  const states = deletion?.state === 'purging' ? [deletion.state] : [status, ...(deletion ? [deletion.state] : [])];
  return (
    <Card id="account" title={words.title}>
      <dl class="facts">
        <div>
          <dt>{words.state}</dt>
          <dd>
            {states.map((state) => (
              <span key={state} class={`badge ${state}`}>
                {words.states[state]}
              </span>
            ))}
          </dd>
        </div>
        <div>
          <dt>{words.id}</dt>
          <dd>{accountId}</dd>
        </div>
        <div>
          <dt>{words.you}</dt>
          <dd>
            {email ?? viewer.userId} · {words.role[viewer.role]}
          </dd>
        </div>
      </dl>
      {viewer.role === 'member' && <p class="aside">{words.memberOf}</p>}
    </Card>
  );
}
