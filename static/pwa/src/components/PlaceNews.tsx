import { placeNews } from '../house/place';
import { Chip } from './Chip';

/** Nobody's position is read unseen: the chip stands at the thumb while it is, and says what came of it. */
export function PlaceNews() {
  const news = placeNews.value;
  return (
    <div class="place-news" role="status" data-testid="place-news">
      {news && (
        <Chip tone={news.tone} icon="pin">
          {news.words}
        </Chip>
      )}
    </div>
  );
}
