import { useEffect, useState } from 'preact/hooks';
import { drawingOf } from '../components/category-icons';
import { Drawing, Icon } from '../components/Icon';
import { t } from '../i18n/t';
import type { Section } from './Choose';

/** The groups as a rail: a tap jumps, and scrolling moves the mark. */
export function Rail({ sections, start }: { sections: Section[]; start: string }) {
  const [current, setCurrent] = useState(start);
  const jump = (code: string, smooth: boolean) => {
    setCurrent(code);
    const first = code === sections[0]?.code;
    const target = document.getElementById(`group-${code}`);
    if (first) scrollTo({ top: 0 });
    else target?.scrollIntoView({ block: 'start', behavior: smooth ? 'smooth' : 'auto' });
  };
  useEffect(() => {
    if (start !== sections[0]?.code) jump(start, false);
  }, [start]);
  return (
    <nav class="rail" aria-label={t('choose.groups')}>
      {sections.map((section) => (
        <button
          type="button"
          key={section.code}
          aria-pressed={current === section.code}
          onClick={() => jump(section.code, true)}
          data-testid={`group-${section.code}`}
        >
          {section.icon === 'star' ? <Icon name="star" /> : <Drawing node={drawingOf(section.icon)} />}
          {section.words}
        </button>
      ))}
    </nav>
  );
}
