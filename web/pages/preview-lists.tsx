import type { Preview } from '../api.ts';
import { count, holdingName, money, number } from '../format.ts';
import { focusOn } from '../parts/card.tsx';
import { Day } from '../parts/moment.tsx';
import { strings } from '../strings.ts';

const OUTCOMES = ['erase', 'release', 'terminate'] as const;

/** What a deletion would take, what it would leave and why, what is owed, and who else it is felt by. */
export function PreviewLists({ preview }: { preview: Preview }) {
  const words = strings.danger;
  const { holdings, retained, balance, members, lastExportAt } = preview;
  const groups = OUTCOMES.map((outcome) => ({ outcome, of: holdings.filter((each) => each.outcome === outcome) }));
  return (
    <div class="preview">
      <h3 id="preview" tabIndex={-1}>
        {words.previewTitle}
      </h3>
      {groups
        .filter(({ of }) => of.length > 0)
        .map(({ outcome, of }) => (
          <section key={outcome}>
            <h4>{words.outcomes[outcome]}</h4>
            <dl class="counts">
              {of.map((holding) => (
                <Counted key={holding.name} {...holding} />
              ))}
            </dl>
          </section>
        ))}
      {retained.length > 0 && (
        <section>
          <h4>{words.kept}</h4>
          <dl class="counts">
            {retained.map((holding) => (
              <Counted key={holding.name} {...holding} />
            ))}
          </dl>
          {retained.map(({ name, ground, until }) => (
            <p key={name} class="small">
              {retained.length > 1 && `${holdingName(name)}: `}
              {words.keptWhy(ground)} <Day at={until} />
              {words.keptThen}
            </p>
          ))}
        </section>
      )}
      {balance && (
        <>
          <h4>{words.billTitle}</h4>
          <p>{Number(balance.amount) > 0 ? words.owed(money(balance)) : words.nothingOwed}</p>
        </>
      )}
      <h4>{words.dataTitle}</h4>
      <LastExport at={lastExportAt} />
      <h4>{words.teamTitle}</h4>
      <p>{members > 0 ? `${words.team(members, number(members))} ${words.teamMail}` : words.alone}</p>
    </div>
  );
}

/** Whether there is a copy of what would be gone, and the way to one. */
function LastExport({ at }: { at: string | null }) {
  const words = strings.danger;
  return (
    <p class={at ? undefined : 'failure'}>
      {at ? (
        <>
          {words.exported} <Day at={at} />.
        </>
      ) : (
        words.neverExported
      )}{' '}
      <button type="button" class="link" onClick={() => focusOn('export')}>
        {words.toExport}
      </button>
    </p>
  );
}

function Counted({ name, ...counted }: { name: string; count: number; atLeast?: boolean }) {
  return (
    <div>
      <dt>{holdingName(name)}</dt>
      <dd>{count(counted)}</dd>
    </div>
  );
}
