import type { Account } from '../api.ts';
import { Button } from '../parts/button.tsx';
import { Card } from '../parts/card.tsx';
import { Failure, useWait, waitingLabel } from '../parts/failure.tsx';
import { strings } from '../strings.ts';
import type { AccountView } from '../use-account.ts';

/** Deactivating and reactivating, and what each means. */
export function PauseCard({ view, account }: { view: AccountView; account: Account }) {
  const { status, viewer, deletion } = account;
  const words = strings.pause;
  const isOff = status === 'deactivated';
  const change = isOff ? 'reactivate' : 'deactivate';
  const failed = view.failed?.change === change ? view.failed.problem : undefined;
  const wait = useWait(failed);

  if (viewer.role === 'member') {
    if (!isOff) return null;
    return (
      <Card id="pause" title={words.titleOff}>
        <p>{words.memberOff}</p>
      </Card>
    );
  }
  return (
    <Card id="pause" title={isOff ? words.titleOff : words.title}>
      <p>{isOff ? words.textOff : words.text}</p>
      {!isOff && (
        <div class="columns">
          <List title={words.stopsTitle} lines={words.stops} />
          <List title={words.staysTitle} lines={words.stays} />
        </div>
      )}
      {deletion?.state === 'scheduled' && <p class="aside">{words.inGrace}</p>}
      <p class="actions">
        <Button
          kind={isOff ? 'primary' : 'plain'}
          busy={view.busy === change}
          off={view.busy !== null || wait > 0}
          onClick={() => view.act(change)}
        >
          {waitingLabel(words[change], wait)}
        </Button>
      </p>
      <Failure problem={failed} change={change} />
    </Card>
  );
}

function List({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <div>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}
