import type { DeletionIn } from '../api.ts';
import { Card } from '../parts/card.tsx';
import { Moment } from '../parts/moment.tsx';
import { strings } from '../strings.ts';

/** The purge runs: there is nothing left to decide. */
export function PurgingCard({ deletion }: { deletion: DeletionIn<'purging'> }) {
  const words = strings.purging;
  return (
    <Card id="deletion" title={words.title} tone="danger">
      <p>{words.text}</p>
      <p class="small">
        {words.since} <Moment at={deletion.startedAt} />
      </p>
    </Card>
  );
}
