// ServiceLevels
