import './office.css';
