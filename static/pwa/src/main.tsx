import { render } from 'preact';
import { App } from './screens/App';

const root = document.getElementById('app');
if (root) render(<App />, root);
