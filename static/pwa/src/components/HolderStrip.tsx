import { setHolder } from '../enrolment/holder';
import { act } from '../house/act';
import { house, members } from '../house/house';
import { t } from '../i18n/t';
import { givenNames } from './Avatars';
import { buzz } from './Buttons';
import { say } from './Live';

/** The phone is often one for the team: one tap says who writes from now on. */
export function HolderStrip() {
  const holder = house.value?.enrolment.holder_id;
  const names = givenNames(members.value.map((member) => member.name));
  if (members.value.length < 2) return null;
  const take = async (id: string, name: string) => {
    buzz();
    if (id !== holder && (await act(() => setHolder(id).then(() => true)))) say(t('holder.now', { name }));
  };
  return (
    <section class="holders">
      <h2 class="label">{t('holder.writes')}</h2>
      <div class="sideways" role="radiogroup" aria-label={t('holder.writes')}>
        {members.value.map((member, index) => (
          // biome-ignore lint/a11y/useSemanticElements: a radio input cannot hold a target of 48 px with its words
          <button
            type="button"
            role="radio"
            key={member.id}
            aria-checked={member.id === holder}
            onClick={() => void take(member.id, names[index] ?? member.name)}
            data-testid="holder"
          >
            {names[index]}
          </button>
        ))}
      </div>
    </section>
  );
}
